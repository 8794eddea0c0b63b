"""How the keys of this app are shown, and who may see behind them."""

from typing import TYPE_CHECKING

from django.urls import reverse

from huitou.cases.models import Case, Message, Voice
from huitou.ledger import subjects

if TYPE_CHECKING:
    from huitou.accounts.models import User


def _case_title(pk: str) -> str:
    return str(Case.objects.get(pk=pk))


def _case_url(pk: str) -> str:
    return reverse("desk:case", args=[pk])


def _case_seen(user: "User", pk: str) -> bool:
    return Case.objects.visible_to(user).filter(pk=pk).exists()


def _voice_title(pk: str) -> str:
    return Voice.objects.get(pk=pk).words[:40]


def _voice_url(pk: str) -> str:
    case = Voice.objects.values_list("case", flat=True).get(pk=pk)
    return reverse("desk:case", args=[case]) if case else reverse("desk:voice", args=[pk])


def _voice_seen(user: "User", pk: str) -> bool:
    case = Voice.objects.filter(pk=pk).values_list("case", flat=True).first()
    return _case_seen(user, str(case)) if case else Voice.objects.visible_to(user).filter(pk=pk).exists()


def _message_title(pk: str) -> str:
    return Message.objects.get(pk=pk).words[:40]


def _message_url(pk: str) -> str:
    return f"{_case_url(str(Message.objects.get(pk=pk).case_id))}#message-{pk}"


def _message_seen(user: "User", pk: str) -> bool:
    case = Message.objects.filter(pk=pk).values_list("case", flat=True).first()
    return case is not None and _case_seen(user, str(case))


def register() -> None:
    """Called once, when the app is ready."""
    subjects.register("case", title=_case_title, url=_case_url, visible_to=_case_seen)
    subjects.register("voice", title=_voice_title, url=_voice_url, visible_to=_voice_seen)
    subjects.register("message", title=_message_title, url=_message_url, visible_to=_message_seen)
