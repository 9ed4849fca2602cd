"""Bookings pushed over HTTP: signed, each delivery with one effect."""
