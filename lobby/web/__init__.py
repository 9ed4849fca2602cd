"""What every page of the lobby shares: look, wording, sign-in, roles, live regions, and an end within a second."""
