"""A day that is played: who comes, who works, what goes wrong. The same for the bare rules and for a running lobby."""
