"""A day of bookings: made up for trying out, checked, and handed to a centre."""
