"""What the lobby promises, measured."""
