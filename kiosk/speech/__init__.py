"""Reading aloud: what is said (pure), when, and by which voice."""
