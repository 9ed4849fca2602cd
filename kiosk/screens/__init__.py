"""One page each: what it is in the `.py`, how it is laid out in the `.kv` of the same name."""
