"""`lobby rehearse`: one visitor through every part of a running lobby."""
