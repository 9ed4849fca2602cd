"""The lobby of a citizen service centre: everything that has no screen."""

__version__ = "0.1.0"
