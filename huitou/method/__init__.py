"""The book made executable: plain Python, no Django."""
