"""The work of channels that nobody waits for."""

from huitou.channels import delivery
from huitou.ledger import job


# Far more than the tries of a mail: a job that only waits for its turn counts as well.
@job("channels.deliver", attempts=50_000, atomic=False)
def deliver(outbound: int) -> None:
    delivery.deliver(outbound)


@job("channels.release", atomic=False)
def release() -> None:
    delivery.release()
