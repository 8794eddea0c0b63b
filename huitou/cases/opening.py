"""A voice becomes a case: an owner, three clocks, and the first words back, all in one transaction."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import translation

from huitou.cases import owners, telling, workflow
from huitou.cases.models import Case, Voice
from huitou.cases.models.core import actor_key
from huitou.customers.models import Customer
from huitou.ledger import record
from huitou.lib import say
from huitou.lib.clock import now
from huitou.lib.language import django_code
from huitou.lib.text import first_words
from huitou.method import acknowledgements
from huitou.standards import clocks
from huitou.standards.names import by_severity

if TYPE_CHECKING:
    from huitou.accounts.models import User

CLOCKS = ("first-answer", "decision", "solution")


def open_case(voice: Voice, *, by: Any, owner: "User | None" = None, name: str = "") -> Case:
    """Open a case for a voice, in the caller's transaction, with the first words back in the owner's name."""
    if voice.customer is None:
        voice.customer = Customer.objects.create(language=voice.language, created_at=now())
        voice.save(update_fields=["customer"])
    if owner is None:
        owner = owners.choose(voice.branch, voice.words)
    case = Case.objects.create(
        customer=voice.customer,
        contact=voice.contact,
        branch=voice.branch,
        product=voice.product,
        team=owner.team_at(voice.branch_id),
        owner=owner,
        language=voice.language,
        headline=first_words(voice.words, 60),
        family_code=voice.family_code,
        severity=voice.severity,
        opened_at=now(),
    )
    record("case.opened", case.key, by=by, voice=voice.pk, family=voice.family_code, severity=voice.severity)
    join(voice, case, by=by)
    case.step_entries.create(step=workflow.RECORD, round=1, started_by=actor_key(by))
    clocks.start_many(case.key, CLOCKS, at=case.opened_at, by=by_severity(case.severity))
    if voice.wish:
        case.note_ask(voice.wish, by=voice.received_by)
        case.save()
    acknowledge(case, voice, name)
    return case


def acknowledge(case: Case, voice: Voice, name: str) -> None:
    """The first words back, fitted to what was said (V5): kept on the voice and told on the case."""
    reading = acknowledgements.read(voice.words, voice.language)
    words = acknowledgements.compose(
        reading,
        owner=case.owner.name,
        line=case.owner.direct_line,
        when=_said(clocks.running(case.key)["first-answer"].due_at, voice.language),
        number=case.number,
        name=name,
    )
    voice.acknowledgement = words
    voice.save(update_fields=["acknowledgement"])
    # The link that the screen shows commits with what it opens.
    telling.link_for(case)
    message = case.messages.create(sender="house", author=case.owner, kind="acknowledgement", words=words)
    telling.tell(case, message)


def _said(moment: datetime, language: str) -> str:
    """A time within a sentence: 今天 15:00, "15:00 today"."""
    with translation.override(django_code(language)):
        day, time = say.say_day(moment), say.say_clock(moment)
    return f"{time} {day}" if language == "en" else f"{day} {time}"


def join(voice: Voice, case: Case, *, by: Any) -> None:
    """Let a voice belong to a case; once, and for good."""
    if Voice.objects.filter(pk=voice.pk, case=None).update(case=case):
        voice.case = case
        record("voice.joined", voice.key, by=by, case=case.key)
