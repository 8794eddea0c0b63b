"""E-mail: from the row to the wire."""
