"""Every outgoing piece: one row, one key, one delivery state."""
