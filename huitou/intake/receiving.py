"""`receive`: the one way in. Everything that an acknowledgement promises commits with it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from huitou.accounts import receipts
from huitou.accounts.models import PublicLink
from huitou.accounts.receipts import Once
from huitou.cases import opening, telling
from huitou.cases.models import Case, Voice
from huitou.cases.models.core import actor_key
from huitou.customers import reach as reaches
from huitou.customers.models import ContactPoint, Customer
from huitou.files import receiving as files
from huitou.intake.given import Given
from huitou.ledger import record
from huitou.lib.clock import now
from huitou.method import acknowledgements, depths
from huitou.standards import clocks

if TYPE_CHECKING:
    from huitou.accounts.models import User
    from huitou.method.acknowledgements import Reading

# Who writes there wants to be put right: what comes by these doors is a complaint (V1).
COMPLAINT_DOORS = frozenset({"web", "api"})


@dataclass(frozen=True)
class Received:
    """What became of it; a grumble has no case yet and so no link."""

    voice: Voice
    is_new: bool = True

    @property
    def case(self) -> Case | None:
        return self.voice.case

    @property
    def link(self) -> PublicLink | None:
        return telling.link_for(self.voice.case) if self.voice.case else None

    @property
    def acknowledgement(self) -> str:
        return self.voice.acknowledgement


def receive(
    given: Given,
    *,
    channel: str,
    by: Any = "system",
    origin: str = "",
    kind: str = "",
    owner: "User | None" = None,
    once: Once | None = None,
) -> Received:
    """Take in what somebody tells us: a voice, and for a complaint its case with owner, clocks and first words back.

    `kind` is a person's judgement of the depth; without it the rule suggests. `owner` takes it on; without one the
    fitting person is found. Raises `Refused` for what cannot be
    taken and `AlreadyUsed` for a key that came before with something else. A repeated request gets the first answer.
    """
    given = given.cleaned()
    given.check(reach_required=channel in COMPLAINT_DOORS)
    digest = given.digest() if once else ""
    with transaction.atomic():
        receipt = receipts.claim(once, digest)
        if receipt is not None and receipt.became:
            return Received(_voice_of(receipt), is_new=False)
        voice = _take(given, channel=channel, by=by, origin=origin, kind=kind, owner=owner)
        if receipt is not None:
            receipt.keep(voice.key)
    return Received(voice)


def _voice_of(receipt: receipts.Receipt) -> Voice:
    return Voice.objects.select_related("case").get(pk=receipt.became.removeprefix("voice:"))


def _take(given: Given, *, channel: str, by: Any, origin: str, kind: str, owner: "User | None") -> Voice:
    reading = acknowledgements.read(given.words, given.language or None)
    customer, contact = _find_customer(given, reading.language)
    sender = by if by != "system" or customer is None else customer
    kind, why = _depth(given, channel, kind, reading)
    voice = Voice.objects.create(
        customer=customer,
        contact=contact,
        branch=given.branch,
        product=given.product,
        kind=kind,
        why_code=why,
        channel=channel,
        origin=origin,
        language=reading.language,
        words=given.words,
        wish=given.wish,
        reach=given.reach,
        family_code=reading.family,
        severity=reading.severity,
        received_by=actor_key(sender),
        received_at=now(),
    )
    record("voice.received", voice.key, by=sender, kind=kind, channel=channel, family=reading.family)
    files.receive_all(given.uploads, subject=voice.key, by=sender)
    _answer(voice, given.name, reading, by=sender, owner=owner)
    return voice


def _find_customer(given: Given, language: str) -> tuple[Customer | None, ContactPoint | None]:
    reach = reaches.parse(given.reach)
    if not reach:
        return None, None
    customer = Customer.objects.for_reach(reach, name=given.name, language=language)
    return customer, customer.contacts.filter(kind=reach.kind, value=reach.value).first()


def _depth(given: Given, channel: str, kind: str, reading: "Reading") -> tuple[str, str]:
    if kind:
        return kind, "person"
    if channel in COMPLAINT_DOORS:
        return "complaint", "door"
    suggested = depths.suggest(given.words, channel, given.wish, reading)
    return suggested.kind, suggested.why


def _answer(voice: Voice, name: str, reading: "Reading", *, by: Any, owner: "User | None") -> None:
    """The first words back; for a complaint with an owner, a number and a time."""
    if voice.kind != "complaint":
        # Read aloud by whoever writes it down: nobody speaks without hearing something back (V5).
        voice.acknowledgement = acknowledgements.sympathise(reading, number=voice.pk)
        voice.save(update_fields=["acknowledgement"])
        clocks.start(voice.key, "look-at")
        return
    opening.open_case(voice, by=by, owner=owner, name=name)
