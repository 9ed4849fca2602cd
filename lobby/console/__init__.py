"""The facility staff's pages: every device of the centre, its health and its configuration."""
