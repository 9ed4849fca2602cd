"""Mosquitto for a lobby: listeners, accounts, access lists, bridge. Nothing else configures the broker."""
