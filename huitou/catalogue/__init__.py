"""What the company sells and serves."""
