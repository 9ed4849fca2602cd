"""Public warnings: fetched once for a city, matched with its centres, and told to all their screens."""
