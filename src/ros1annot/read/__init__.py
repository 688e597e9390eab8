"""Files in, calls out: one module a kind of input, one small adapter a caller."""
