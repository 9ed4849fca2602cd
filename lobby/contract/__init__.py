"""What the parts of a lobby say to each other: topics, messages, configuration, booking codes. Pure, no I/O."""
