"""The page on which a visitor follows a number on the phone. Public to whoever holds its link, and to nobody else."""
