"""The figures of a centre, rebuilt from its journal: waits, service levels, occupancy, by hour, service and class."""
