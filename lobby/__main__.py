"""`python -m lobby`."""

from lobby.cli import main

main()
