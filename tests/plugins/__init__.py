"""What every test stands on: a place of its own, a database, a browser."""
