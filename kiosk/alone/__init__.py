"""The terminal while nobody hears it: it checks codes and gives numbers itself, and tells of them afterwards."""
