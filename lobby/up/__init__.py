"""`lobby up`: a whole lobby on one machine, started, watched and ended together."""
