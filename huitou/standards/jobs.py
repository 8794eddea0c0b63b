"""What the standards do by themselves."""

from huitou.ledger import job
from huitou.standards import clocks


# Not atomic: it commits batch by batch, so a long night off is caught up without holding the database.
@job("standards.sweep", atomic=False)
def sweep() -> None:
    """Mark the clocks that ran over; every minute."""
    clocks.mark_breached()
