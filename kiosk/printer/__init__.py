"""Tickets on paper: their picture, a spool that survives a power cut, and the printer."""
