"""Cases for programs: the same verbs as the pages, with the version check on every change."""

from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Query, Router, Schema

from huitou.accounts import receipts
from huitou.accounts.api import IdempotencyKey, bearer, once_of, person
from huitou.accounts.models import Department, Team, User
from huitou.cases import api_schemas as schemas
from huitou.cases import depth, door
from huitou.cases.api_schemas import LARGEST_ID, ActIn, CaseOut, CasePage, CaseWhole, shown, shown_whole
from huitou.cases.models import Case
from huitou.cases.workflow import Refusal

router = Router(tags=["cases"], auth=bearer)


@router.get("/cases", response=CasePage, summary="The cases that the token's owner may see")
def cases(
    request: HttpRequest,
    cursor: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    open: Annotated[bool | None, Query()] = None,
) -> CasePage:
    """Newest first; go on with `cursor=next`."""
    found = (
        Case.objects.visible_to(person(request)).select_related("customer", "owner", "ask", "solution").order_by("-id")
    )
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
    return shown_whole(door.get_case_for(person(request), number))


@router.post("/cases/{int:number}/recording", response=CaseOut, summary="Step 1: ask, category, feeling")
def record(request: HttpRequest, number: int, payload: schemas.RecordingIn, key: IdempotencyKey = "") -> CaseOut:
    return _act(request, number, "record", payload, key)


@router.post("/cases/{int:number}/ask-confirmation", response=CaseOut, summary="The ask confirmed after calm")
def confirm_ask(
    request: HttpRequest, number: int, payload: schemas.AskConfirmationIn, key: IdempotencyKey = ""
) -> CaseOut:
    return _act(request, number, "confirm_ask", payload, key)


@router.post("/cases/{int:number}/judgement", response=CaseOut, summary="Step 2: does it hold")
def judge(request: HttpRequest, number: int, payload: schemas.JudgementIn, key: IdempotencyKey = "") -> CaseOut:
    return _act(request, number, "judge", payload, key)


@router.post("/cases/{int:number}/department", response=CaseOut, summary="Step 3: who has to act")
def place(request: HttpRequest, number: int, payload: schemas.DepartmentIn, key: IdempotencyKey = "") -> CaseOut:
    def department() -> Department:
        found = Department.objects.filter(code=payload.department, is_active=True).first()
        if found is None:
            raise Refusal("no-department", "department")
        return found

    def helpers() -> list[Team]:
        return list(Team.objects.filter(pk__in=payload.helpers, is_active=True))

    return _act(request, number, "place", payload, key, department=department, helpers=helpers)


@router.post("/cases/{int:number}/cause", response=CaseOut, summary="Step 4: why it happened")
def analyse(request: HttpRequest, number: int, payload: schemas.CauseIn, key: IdempotencyKey = "") -> CaseOut:
    return _act(request, number, "analyse", payload, key)


@router.post("/cases/{int:number}/solution", response=CaseOut, summary="Step 5: propose a solution")
def propose(request: HttpRequest, number: int, payload: schemas.SolutionIn, key: IdempotencyKey = "") -> CaseOut:
    return _act(request, number, "propose", payload, key)


@router.post("/cases/{int:number}/solution-answer", response=CaseOut, summary="Step 5: what the customer answered")
def answer(request: HttpRequest, number: int, payload: schemas.AnswerIn, key: IdempotencyKey = "") -> CaseOut:
    verb = "accept_solution" if payload.accepted else "decline_solution"
    return _act(request, number, verb, payload, key, without="accepted")


@router.post("/cases/{int:number}/delivery", response=CaseOut, summary="Step 6: carried out")
def carry_out(request: HttpRequest, number: int, payload: schemas.DeliveryIn, key: IdempotencyKey = "") -> CaseOut:
    return _act(request, number, "carry_out", payload, key)


@router.post("/cases/{int:number}/evaluation", response=CaseOut, summary="Step 7: tell the customer and ask")
def tell_solved(request: HttpRequest, number: int, payload: schemas.WordsIn, key: IdempotencyKey = "") -> CaseOut:
    return _act(request, number, "tell_solved", payload, key, can="case.reply")


@router.post("/cases/{int:number}/follow-up", response=CaseOut, summary="An attempt to ask whether it worked")
def follow_up(request: HttpRequest, number: int, payload: schemas.FollowUpIn, key: IdempotencyKey = "") -> CaseOut:
    return _act(request, number, "follow_up", payload, key)


@router.post("/cases/{int:number}/step-back", response=CaseOut, summary="Take a step back, with a reason")
def step_back(request: HttpRequest, number: int, payload: schemas.StepBackIn, key: IdempotencyKey = "") -> CaseOut:
    return _act(request, number, "step_back", payload, key)


@router.post("/cases/{int:number}/hand-over", response=CaseOut, summary="Give the case to another owner")
def hand_over(request: HttpRequest, number: int, payload: schemas.HandOverIn, key: IdempotencyKey = "") -> CaseOut:
    def taker() -> User:
        found = User.objects.active().by_email(payload.to).first()
        if found is None:
            raise Refusal("cannot-own", "to")
        return found

    return _act(request, number, "hand_over", payload, key, can="case.hand_over", to=taker)


@router.post("/cases/{int:number}/reply", response=CaseOut, summary="Write to the customer")
def reply(request: HttpRequest, number: int, payload: schemas.WordsIn, key: IdempotencyKey = "") -> CaseOut:
    return _act(request, number, "reply", payload, key, can="case.reply")


@router.post("/cases/{int:number}/note", response=CaseOut, summary="Write to colleagues")
def note(request: HttpRequest, number: int, payload: schemas.WordsIn, key: IdempotencyKey = "") -> CaseOut:
    return _act(request, number, "note", payload, key, can="case.note")


@router.post("/cases/{int:number}/closure", response=CaseOut, summary="Close the case")
def close(request: HttpRequest, number: int, payload: schemas.ClosureIn, key: IdempotencyKey = "") -> CaseOut:
    return _act(request, number, "close", payload, key, can="case.close")


@router.post("/cases/{int:number}/resumption", response=CaseOut, summary="Take a closed case up again")
def resume(request: HttpRequest, number: int, payload: schemas.ReasonIn, key: IdempotencyKey = "") -> CaseOut:
    return _act(request, number, "resume", payload, key)


@router.post("/voices/{int:number}/complaint", response=CaseOut, summary="A grumble becomes a complaint")
def make_complaint(request: HttpRequest, number: int) -> CaseOut:
    """Twice asked, the same case comes back, as long as one may see it."""
    return shown(depth.make_complaint_of(number, by=person(request)))


@transaction.atomic
def _act(
    request: HttpRequest,
    number: int,
    verb: str,
    payload: ActIn,
    key: str,
    *,
    can: str = "case.act",
    without: str = "",
    **looked_up: Callable[[], Any],
) -> CaseOut:
    """Call one verb of a case with what was sent; a request that came before finds the case as it is now.

    What has to be looked up waits until the door is passed: nobody learns from an error what they may not see.
    """
    user = person(request)
    receipt = receipts.claim(once_of(user, key), _digest(request, payload))
    found = door.get_case_for(user, number, can=can)
    if receipt is None or not receipt.became:
        given = payload.dict(exclude={without}) | {name: look_up() for name, look_up in looked_up.items()}
        getattr(found, verb)(by=user, **given)
        if receipt is not None:
            receipt.keep(found.key)
    return shown(found)


def _digest(request: HttpRequest, payload: Schema) -> str:
    """One number for the address and all that was sent."""
    return sha256(f"{request.path}\0{payload.model_dump_json()}".encode()).hexdigest()
