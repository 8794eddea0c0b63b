"""What the ledger may ask about `outbound:…`."""

from typing import Any

from huitou.channels.models import Outbound
from huitou.ledger import subjects


def title(pk: int) -> str:
    piece = Outbound.objects.get(pk=pk)
    return piece.subject or piece.ledger_key


def url(pk: int) -> str:
    """Where what it is about is shown."""
    about = Outbound.objects.values_list("about", flat=True).get(pk=pk)
    return subjects.url(about) if about else ""


def visible_to(user: Any, pk: int) -> bool:
    """Whoever may see what it is about; a letter about somebody's account is nobody else's."""
    about = Outbound.objects.values_list("about", flat=True).filter(pk=pk).first()
    try:
        return bool(about) and subjects.visible_to(user, subjects.current(about or ""))
    except LookupError:
        return False


def register() -> None:
    subjects.register("outbound", title=title, url=url, visible_to=visible_to)
