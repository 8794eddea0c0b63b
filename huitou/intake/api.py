"""The doors for programs: a complaint from anybody, a voice from a colleague's tool."""

from typing import Annotated, Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status
from pydantic import ConfigDict

from huitou.accounts.address import throttle_address
from huitou.accounts.api import IdempotencyKey, bearer, once_of, person
from huitou.accounts.door import require
from huitou.accounts.models import Branch
from huitou.accounts.receipts import Once
from huitou.accounts.throttle import HOUR, count
from huitou.cases import telling
from huitou.cases.api_schemas import OneOf
from huitou.cases.models.voice import KINDS
from huitou.catalogue.models import Product
from huitou.intake.given import NAME_MAX, REACH_MAX, WISH_MAX, WORDS_MAX, Given, Refused
from huitou.intake.receiving import Received, receive
from huitou.lib.problems import problem, title_of

router = Router(tags=["intake"])
PER_HOUR = 60
CODE_MAX = 40
KEY_LENGTH, KEY_VARIETY = 16, 8
CHANNELS = ("phone", "counter", "note", "survey", "import")


class ComplaintIn(Schema):
    """Two answers are enough; the others help."""

    model_config = ConfigDict(strict=True)

    words: str = Field(..., min_length=1, max_length=WORDS_MAX, description="What happened, in the customer's words.")
    reach: str = Field(
        ..., min_length=1, max_length=REACH_MAX, description="A phone number, an e-mail address or a WeChat name."
    )
    name: str = Field("", max_length=NAME_MAX)
    product: str = Field("", max_length=CODE_MAX, description="The code of a product or service.")
    branch: str = Field("", max_length=CODE_MAX, description="The code of a branch.")
    wish: str = Field("", max_length=WISH_MAX, description="What the customer wishes us to do.")
    language: Annotated[str, OneOf(("", "zh", "en"))] = ""


class ComplaintOut(Schema):
    """The number, the private link, and the first words back."""

    number: int
    status_url: str
    acknowledgement: str


class VoiceIn(ComplaintIn):
    """A voice heard elsewhere; without `kind` the rule suggests the depth."""

    reach: str = Field("", max_length=REACH_MAX, description="As above; unknown for a voice overheard.")
    channel: Annotated[str, OneOf(CHANNELS)] = "note"
    kind: Annotated[str, OneOf(("", *KINDS))] = ""


class VoiceOut(Schema):
    """The voice, and the number of its case where there is one."""

    voice: int
    kind: str
    why: str
    number: int | None
    acknowledgement: str


@router.post("/complaints", response={201: ComplaintOut}, auth=None, summary="Tell us what happened")
def complain(request: HttpRequest, payload: ComplaintIn, key: IdempotencyKey = "") -> Any:
    """A complaint from anybody, answered at once. The same `Idempotency-Key` with the same body is one complaint."""
    address = throttle_address(request)
    if not count(f"api-complaint:{address}", limit=PER_HOUR, per=HOUR):
        return _too_many()
    try:
        received = receive(_given(payload), channel="api", once=_once(key, address))
    except Refused as refused:
        return problem(422, title_of(422), errors=refused.errors)
    return Status(201, _told(received))


@router.post("/voices", response={201: VoiceOut}, auth=bearer, summary="Pass on what a customer said")
def pass_on(request: HttpRequest, payload: VoiceIn, key: IdempotencyKey = "") -> Any:
    """A voice that a colleague or a tool of theirs heard."""
    user = require(person(request), "voice.note")
    once = once_of(user, key)
    try:
        received = receive(_given(payload), channel=payload.channel, kind=payload.kind, by=user, once=once)
    except Refused as refused:
        return problem(422, title_of(422), errors=refused.errors)
    voice = received.voice
    told = VoiceOut(
        voice=voice.pk,
        kind=voice.kind,
        why=voice.why_code,
        number=voice.case_id,
        acknowledgement=voice.acknowledgement,
    )
    return Status(201, told)


def _once(key: str, address: str) -> Once | None:
    """A key that nobody else would think of counts from everywhere: a till may change its network meanwhile."""
    is_unique = len(key) >= KEY_LENGTH and len(set(key)) >= KEY_VARIETY
    return Once("api" if is_unique else f"api:{address}", key) if key else None


def _given(payload: ComplaintIn) -> Given:
    errors: dict[str, list[str]] = {}
    product = _find(Product, payload.product, "product", errors)
    branch = _find(Branch, payload.branch, "branch", errors)
    if errors:
        raise Refused(errors)
    return Given(
        words=payload.words,
        reach=payload.reach,
        name=payload.name,
        wish=payload.wish,
        product=product,
        branch=branch,
        language=payload.language,
    )


def _find(model: type[Model], code: str, field: str, errors: dict[str, list[str]]) -> Any:
    if not code:
        return None
    # A NUL cannot be in any code, and PostgreSQL refuses to compare it.
    found = model._default_manager.filter(code=code, is_active=True).first() if "\0" not in code else None
    if found is None:
        errors[field] = [_("There is no such code.")]
    return found


def _told(received: Received) -> ComplaintOut:
    link, case = received.link, received.case
    assert link is not None and case is not None  # noqa: PT018 - this door opens a case for everything
    return ComplaintOut(number=case.pk, status_url=telling.address_of(link), acknowledgement=received.acknowledgement)


def _too_many() -> HttpResponse:
    answer = problem(429, _("Too many complaints from this address within an hour. Please try again later."))
    answer["Retry-After"] = "3600"
    return answer
