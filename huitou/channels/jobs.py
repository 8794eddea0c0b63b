"""The work of channels that nobody waits for."""

from huitou.channels import delivery
from huitou.ledger import job


# Many more tries than a mail gets: those for which it only waited in turn count as well.
@job("channels.deliver", attempts=5000, atomic=False)
def deliver(outbound: int) -> None:
    delivery.deliver(outbound)


@job("channels.release", atomic=False)
def release() -> None:
    delivery.release()
