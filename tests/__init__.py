"""The tests, by app."""
