"""Visitors who arrive, clerks who call, other centres: a lobby that lives. Pure choices, one thin program."""
