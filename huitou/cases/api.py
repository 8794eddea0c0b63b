"""Cases for programs: the same verbs as the pages, with the version check on every change."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from huitou.accounts.api import bearer, person
from huitou.accounts.door import require
from huitou.accounts.models import Department, Team, User
from huitou.cases import depth, door
from huitou.cases.models import Case, Voice
from huitou.cases.workflow import Refusal

router = Router(tags=["cases"], auth=bearer)
Text = Annotated[str, Field(max_length=10_000)]


class CaseOut(Schema):
    """A case as a row; `version` goes back as `seen` with every change."""

    number: int
    version: int
    headline: str
    step: int
    round: int
    severity: int
    owner: str
    customer: str
    category: str
    ask: str
    solution: str
    outcome: str
    opened_at: datetime
    solved_at: datetime | None
    closed_at: datetime | None
    closed_as: str
    unmet: list[str]


class MessageOut(Schema):
    """One piece of the conversation."""

    sender: str
    kind: str
    words: str
    sent_at: datetime


class CaseWhole(CaseOut):
    """A case with its words."""

    voices: list[str]
    messages: list[MessageOut]


class CasePage(Schema):
    """A page of cases, newest first; `next` is the cursor of the page after it."""

    cases: list[CaseOut]
    next: int | None


class ActIn(Schema):
    """`seen` is the version the caller knows; another one in the database is a conflict."""

    seen: int | None = None


class RecordingIn(ActIn):
    ask: Text = ""
    category_code: str = Field("", max_length=40, pattern="^[a-z-]*$")
    feeling: int | None = Field(None, ge=0, le=4)


class JudgementIn(ActIn):
    holds: bool
    code: str = Field("", max_length=40, pattern="^[a-z-]*$")
    reason: Text = ""
    explanation: Text = ""


class DepartmentIn(ActIn):
    department: str = Field(..., max_length=40)
    helpers: list[int] = Field(default_factory=list, max_length=50)


class CauseIn(ActIn):
    cause_code: str = Field(..., max_length=40, pattern="^[a-z-]+$")
    words: Text


class SolutionIn(ActIn):
    words: Text
    gain: Text
    cost: Text
    differs: bool = False
    difference: Text = ""


class AnswerIn(ActIn):
    accepted: bool
    words: Text = ""


class DeliveryIn(ActIn):
    delivery: Text
    outcome: Text
    meets_ask: str = Field(..., pattern="^(yes|partly|no)$")


class WordsIn(ActIn):
    words: Annotated[str, Field(min_length=1, max_length=20_000)]


class FollowUpIn(ActIn):
    result: str = Field(..., pattern="^(content|not_content|no_answer)$")
    words: Text = ""
    ask: Text = ""


class StepBackIn(ActIn):
    to: int = Field(..., ge=1, le=7)
    reason: Text


class HandOverIn(ActIn):
    to: str = Field(..., max_length=254, description="The e-mail address of the person who takes it.")
    summary: Text


class ReasonIn(ActIn):
    reason: Text


class ClosureIn(ActIn):
    closed_as: str = Field(..., pattern="^(content|no_answer|overruled|withdrawn)$")
    reason: Text = ""


def shown(case: Case) -> CaseOut:
    """A case as the API shows it."""
    return CaseOut(**_row(case))


def _row(case: Case) -> dict[str, Any]:
    from huitou.cases import workflow

    facts = case.facts()
    return {
        "number": case.pk,
        "customer": case.customer.name,
        "owner": case.owner.name,
        "category": case.category_code,
        "ask": case.ask.words if case.ask else "",
        "solution": case.solution.words if case.solution else "",
        "unmet": [] if case.is_closed else [code for code, met in workflow.checklist(facts) if not met],
        **{
            name: getattr(case, name)
            for name in (
                "version", "headline", "step", "round", "severity", "outcome", "opened_at", "solved_at", "closed_at",
                "closed_as",
            )
        },
    }


@router.get("/cases", response=CasePage, summary="The cases that the token's owner may see")
def cases(
    request: HttpRequest,
    cursor: Annotated[int | None, Query(ge=1, le=2**62)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    open: Annotated[bool | None, Query()] = None,  # noqa: A002 - the word callers write
) -> CasePage:
    """Newest first; go on with `cursor=next`."""
    found = Case.objects.visible_to(person(request)).select_related("customer", "owner", "ask", "solution").order_by("-id")
    if cursor is not None:
        found = found.filter(pk__lt=cursor)
    if open is not None:
        found = found.filter(closed_at__isnull=open)
    page = list(found[: limit + 1])
    more = len(page) > limit
    return CasePage(cases=[shown(case) for case in page[:limit]], next=page[limit - 1].pk if more else None)


@router.get("/cases/{int:number}", response=CaseWhole, summary="One case with its words")
def case(request: HttpRequest, number: int) -> CaseWhole:
    """The customer's words and the conversation; notes among colleagues stay inside."""
    found = _get(request, number)
    messages = [
        MessageOut(sender=one.sender, kind=one.kind, words=one.words, sent_at=one.sent_at)
        for one in found.messages.all()
    ]
    voices = list(found.voices.order_by("id").values_list("words", flat=True))
    return CaseWhole(**_row(found), voices=voices, messages=messages)


def _get(request: HttpRequest, number: int, can: str = "") -> Case:
    return door.get_case_for(person(request), number, can=can)


def _act(request: HttpRequest, number: int, verb: str, payload: Schema, *, can: str = "case.act", **more: Any) -> CaseOut:
    """Call one verb of a case with what was sent."""
    found = _get(request, number, can=can)
    given = {**payload.dict(), **more}
    getattr(found, verb)(by=person(request), **given)
    return shown(_get(request, number))


@router.post("/cases/{int:number}/recording", response=CaseOut, summary="Step 1: ask, category, feeling")
def record(request: HttpRequest, number: int, payload: RecordingIn) -> CaseOut:
    return _act(request, number, "record", payload)


@router.post("/cases/{int:number}/ask-confirmation", response=CaseOut, summary="The ask confirmed after calm")
def confirm_ask(request: HttpRequest, number: int, payload: ActIn) -> CaseOut:
    return _act(request, number, "confirm_ask", payload)


@router.post("/cases/{int:number}/judgement", response=CaseOut, summary="Step 2: does it hold")
def judge(request: HttpRequest, number: int, payload: JudgementIn) -> CaseOut:
    return _act(request, number, "judge", payload)


@router.post("/cases/{int:number}/department", response=CaseOut, summary="Step 3: who has to act")
def place(request: HttpRequest, number: int, payload: DepartmentIn) -> CaseOut:
    department = Department.objects.filter(code=payload.department, is_active=True).first()
    if department is None:
        raise Refusal("no-department", "department")
    helpers = list(Team.objects.filter(pk__in=payload.helpers, is_active=True))
    return _act(request, number, "place", payload, department=department, helpers=helpers)


@router.post("/cases/{int:number}/cause", response=CaseOut, summary="Step 4: why it happened")
def analyse(request: HttpRequest, number: int, payload: CauseIn) -> CaseOut:
    return _act(request, number, "analyse", payload)


@router.post("/cases/{int:number}/solution", response=CaseOut, summary="Step 5: propose a solution")
def propose(request: HttpRequest, number: int, payload: SolutionIn) -> CaseOut:
    return _act(request, number, "propose", payload)


@router.post("/cases/{int:number}/solution-answer", response=CaseOut, summary="Step 5: what the customer answered")
def answer(request: HttpRequest, number: int, payload: AnswerIn) -> CaseOut:
    found = _get(request, number, "case.act")
    act = found.accept_solution if payload.accepted else found.decline_solution
    act(by=person(request), words=payload.words, seen=payload.seen)
    return shown(_get(request, number))


@router.post("/cases/{int:number}/delivery", response=CaseOut, summary="Step 6: carried out")
def carry_out(request: HttpRequest, number: int, payload: DeliveryIn) -> CaseOut:
    return _act(request, number, "carry_out", payload)


@router.post("/cases/{int:number}/evaluation", response=CaseOut, summary="Step 7: tell the customer and ask")
def tell_solved(request: HttpRequest, number: int, payload: WordsIn) -> CaseOut:
    return _act(request, number, "tell_solved", payload, can="case.reply")


@router.post("/cases/{int:number}/follow-up", response=CaseOut, summary="An attempt to ask whether it worked")
def follow_up(request: HttpRequest, number: int, payload: FollowUpIn) -> CaseOut:
    return _act(request, number, "follow_up", payload)


@router.post("/cases/{int:number}/step-back", response=CaseOut, summary="Take a step back, with a reason")
def step_back(request: HttpRequest, number: int, payload: StepBackIn) -> CaseOut:
    return _act(request, number, "step_back", payload)


@router.post("/cases/{int:number}/hand-over", response=CaseOut, summary="Give the case to another owner")
def hand_over(request: HttpRequest, number: int, payload: HandOverIn) -> CaseOut:
    taker = User.objects.active().by_email(payload.to).first()
    if taker is None:
        raise Refusal("cannot-own", "to")
    return _act(request, number, "hand_over", payload, can="case.hand_over", to=taker)


@router.post("/cases/{int:number}/reply", response=CaseOut, summary="Write to the customer")
def reply(request: HttpRequest, number: int, payload: WordsIn) -> CaseOut:
    return _act(request, number, "reply", payload, can="case.reply")


@router.post("/cases/{int:number}/note", response=CaseOut, summary="Write to colleagues")
def note(request: HttpRequest, number: int, payload: WordsIn) -> CaseOut:
    return _act(request, number, "note", payload, can="case.note")


@router.post("/cases/{int:number}/closure", response=CaseOut, summary="Close the case")
def close(request: HttpRequest, number: int, payload: ClosureIn) -> CaseOut:
    return _act(request, number, "close", payload, can="case.close")


@router.post("/cases/{int:number}/resumption", response=CaseOut, summary="Take a closed case up again")
def resume(request: HttpRequest, number: int, payload: ReasonIn) -> CaseOut:
    return _act(request, number, "resume", payload)


@router.post("/voices/{int:number}/complaint", response=CaseOut, summary="A grumble becomes a complaint")
def make_complaint(request: HttpRequest, number: int) -> CaseOut:
    user = require(person(request), "case.act")
    voice = Voice.objects.visible_to(user).filter(pk=number).first()
    if voice is None:
        from django.http import Http404

        raise Http404
    return shown(depth.make_complaint(voice, by=user))
