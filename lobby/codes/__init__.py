"""Booking codes outside the contract: pictures, key files, and the `lobby codes` command."""
