"""What happened, and what must follow: events, jobs and the names by which other apps are known."""

from typing import TYPE_CHECKING

from huitou.ledger import subjects
from huitou.ledger.registry import Again, job, on

if TYPE_CHECKING:
    from huitou.ledger.recording import later, record

__all__ = ["Again", "job", "later", "on", "record", "subjects"]


def __getattr__(name: str) -> object:
    """Django imports this package before models may be loaded, so what needs models waits until it is asked for."""
    if name in {"later", "record"}:
        from huitou.ledger import recording

        return getattr(recording, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
