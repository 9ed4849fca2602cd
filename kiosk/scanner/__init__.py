"""What a visitor holds to the terminal, as text: from a device of its own, a serial line, or the window's keys."""
