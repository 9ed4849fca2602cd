"""The city's status feed: one honest picture of every centre, live, public, without anything personal."""
