"""The table in and out of other knowledge bases' forms."""
