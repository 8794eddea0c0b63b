"""The doors for programs: a complaint from anybody, a voice from a colleague's tool."""

from typing import Annotated, Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Header, Router, Schema

from huitou.accounts.address import throttle_address
from huitou.accounts.api import bearer, person
from huitou.accounts.door import require
from huitou.accounts.models import Branch
from huitou.accounts.receipts import AlreadyUsed, Once
from huitou.accounts.throttle import HOUR, count
from huitou.cases import telling
from huitou.catalogue.models import Product
from huitou.intake.given import Given, Refused
from huitou.intake.receiving import Received, receive
from huitou.lib.problems import problem

router = Router(tags=["intake"])
PER_HOUR = 60
KEY_MAX = 200


class ComplaintIn(Schema):
    """Two answers are enough; the others help."""

    words: str = Field(..., description="What happened, in the customer's words.")
    reach: str = Field(..., description="A phone number, an e-mail address or a WeChat name.")
    name: str = ""
    product: str = Field("", description="The code of a product or service.")
    branch: str = Field("", description="The code of a branch.")
    wish: str = Field("", description="What the customer wishes us to do.")
    language: str = Field("", pattern="^(zh|en)?$")


class ComplaintOut(Schema):
    """The number, the private link, and the first words back."""

    number: int
    status_url: str
    acknowledgement: str


class VoiceIn(ComplaintIn):
    """A voice heard elsewhere; without `kind` the rule suggests the depth."""

    reach: str = ""
    channel: str = Field("note", pattern="^(phone|counter|note|survey|import)$")
    kind: str = Field("", pattern="^(dissatisfaction|grumble|complaint|praise)?$")


class VoiceOut(Schema):
    """The voice, and the number of its case where there is one."""

    voice: int
    kind: str
    why: str
    number: int | None
    acknowledgement: str


@router.post("/complaints", response={201: ComplaintOut}, auth=None, summary="Tell us what happened")
def complain(
    request: HttpRequest,
    response: HttpResponse,
    payload: ComplaintIn,
    idempotency_key: Annotated[str, Header(alias="Idempotency-Key", max_length=KEY_MAX)] = "",
) -> Any:
    """A complaint from anybody, answered at once. The same `Idempotency-Key` with the same body is one complaint."""
    address = throttle_address(request)
    if not count(f"api-complaint:{address}", limit=PER_HOUR, per=HOUR):
        return _too_many()
    once = Once(f"api:{address}"[:64], idempotency_key) if idempotency_key else None
    try:
        received = receive(_given(payload), channel="api", once=once)
    except Refused as refused:
        return problem(422, _("This cannot be taken as it is."), errors=refused.errors)
    except AlreadyUsed:
        return problem(409, _("This key came before with another body."), code="key-used")
    return 201, _told(received)


@router.post("/voices", response={201: VoiceOut}, auth=bearer, summary="Pass on what a customer said")
def pass_on(
    request: HttpRequest,
    payload: VoiceIn,
    idempotency_key: Annotated[str, Header(alias="Idempotency-Key", max_length=KEY_MAX)] = "",
) -> Any:
    """A voice that a colleague or a tool of theirs heard."""
    user = require(person(request), "voice.note")
    once = Once(user.key, idempotency_key) if idempotency_key else None
    try:
        received = receive(_given(payload), channel=payload.channel, kind=payload.kind, by=user, once=once)
    except Refused as refused:
        return problem(422, _("This cannot be taken as it is."), errors=refused.errors)
    except AlreadyUsed:
        return problem(409, _("This key came before with another body."), code="key-used")
    voice = received.voice
    return 201, VoiceOut(
        voice=voice.pk,
        kind=voice.kind,
        why=voice.why_code,
        number=voice.case_id,
        acknowledgement=voice.acknowledgement,
    )


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
    return ComplaintOut(
        number=case.pk, status_url=telling.address_of(link), acknowledgement=received.acknowledgement
    )


def _too_many() -> HttpResponse:
    answer = problem(429, _("Too many complaints from this address within an hour. Please try again later."))
    answer["Retry-After"] = "3600"
    return answer
