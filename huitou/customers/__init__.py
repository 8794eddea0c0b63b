"""The customer and the ways to reach them."""
