"""Several samples of one patient: what was there at each time, what changed, and whether that is more than chance."""
