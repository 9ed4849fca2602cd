"""Feeds of bookings in several formats, behind one interface."""
