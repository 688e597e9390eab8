"""Calls in, named events out: transcripts, coordinates, consequence, HGVS, phase, fusion structure. Pure."""
