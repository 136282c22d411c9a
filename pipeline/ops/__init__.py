"""For operators: lag and its status from the broker's own offsets, metrics and health."""
