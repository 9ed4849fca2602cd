"""Day files: what a simulated day is made of, read from TOML and checked, and some that come with the program."""
