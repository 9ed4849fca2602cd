"""The clerks' page: choose a place, call, serve, finish; the waiting line, live."""
