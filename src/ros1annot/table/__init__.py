"""The resistance table: load, check, and match with events. Knowledge is data; this is its grammar."""
