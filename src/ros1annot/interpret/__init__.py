"""Events and table rows in, drug calls out: drivers, therapy, phase, callability, flags. Pure."""
