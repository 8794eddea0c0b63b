"""What we promise in working time, and the clocks that run it."""
