"""One room for each behaviour of a case."""
