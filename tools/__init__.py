"""What turns a checkout into something that runs; not part of the product, never in the wheel."""
