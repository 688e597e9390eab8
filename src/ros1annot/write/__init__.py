"""The result in, files out. Nothing here computes."""
