"""Mosquitto for a lobby: listeners, accounts, access lists, the bridge to the city. Nothing else configures the broker."""
