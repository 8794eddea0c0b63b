"""What staff see when several apps come together."""
