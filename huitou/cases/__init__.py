"""The voice of a customer and the case that answers it."""
