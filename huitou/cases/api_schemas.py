"""What the API says of cases and takes for the acts on them; the rules are asked by the verbs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from huitou.cases import workflow
from huitou.cases.models import Case
from huitou.lib.text import clean_line, clean_words
from huitou.method import categories, causes, steps

MOST_WORDS, MOST_TEXT, MOST_ASK, MOST_REACH = 20_000, 10_000, 5_000, 200
LARGEST_ID = 2**62


class OneOf:
    """A code out of a list; the OpenAPI document names them all."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = list(codes)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(self.codes)


def _is_whole(value: object) -> bool:
    return isinstance(value, float) and value.is_integer()


# Cleaned after they are measured: what PostgreSQL refuses and what no screen shows is not kept.
Text = Annotated[str, Field(max_length=MOST_TEXT), AfterValidator(clean_words)]
AskText = Annotated[str, Field(max_length=MOST_ASK), AfterValidator(clean_words)]
Words = Annotated[str, Field(min_length=1, max_length=MOST_WORDS), AfterValidator(clean_words)]
Line = Annotated[str, Field(min_length=1, max_length=254), AfterValidator(clean_line)]
# JSON has one kind of number: 3.0 is a whole one.
whole = BeforeValidator(lambda value: int(value) if _is_whole(value) else value)
Id = Annotated[int, Field(ge=1, le=LARGEST_ID), whole]
Category = Annotated[str, OneOf(["", *(one.code for one in categories.all("en"))])]
Judgement = Annotated[str, OneOf(["", *(one.code for one in steps.judgements("en"))])]
Cause = Annotated[str, OneOf(one.code for one in causes.all("en"))]


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


def shown(case: Case) -> CaseOut:
    """A case as the API shows it."""
    return CaseOut(**_row(case))


def shown_whole(case: Case) -> CaseWhole:
    """The customer's words and the conversation; notes among colleagues stay inside."""
    messages = [
        MessageOut(sender=one.sender, kind=one.kind, words=one.words, sent_at=one.sent_at)
        for one in case.messages.all()
    ]
    voices = list(case.voices.order_by("id").values_list("words", flat=True))
    return CaseWhole(**_row(case), voices=voices, messages=messages)


_AS_IT_IS = (
    "version",
    "headline",
    "step",
    "round",
    "severity",
    "outcome",
    "opened_at",
    "solved_at",
    "closed_at",
    "closed_as",
)


def _row(case: Case) -> dict[str, Any]:
    unmet = [] if case.is_closed else [code for code, met in workflow.checklist(case.facts()) if not met]
    return {
        "number": case.pk,
        "customer": case.customer.name,
        "owner": case.owner.name,
        "category": case.category_code,
        "ask": case.ask.words if case.ask else "",
        "solution": case.solution.words if case.solution else "",
        "unmet": unmet,
        **{name: getattr(case, name) for name in _AS_IT_IS},
    }


class ActIn(Schema):
    """`seen` is the version the caller knows; another one in the database is a conflict."""

    model_config = ConfigDict(strict=True)

    seen: Annotated[int, Field(ge=0, le=LARGEST_ID), whole] | None = None


class RecordingIn(ActIn):
    reach: Annotated[str, Field(max_length=MOST_REACH), AfterValidator(clean_line)] = Field(
        "", description="How to reach the customer, where that is not known yet or was wrong."
    )
    ask: AskText = ""
    category_code: Category = ""
    feeling: Annotated[int, Field(ge=0, le=4), whole] | None = None


class AskConfirmationIn(ActIn):
    ask: AskText = ""


class JudgementIn(ActIn):
    holds: bool
    code: Judgement = ""
    reason: Text = ""
    explanation: Text = ""


class DepartmentIn(ActIn):
    department: Line
    helpers: Annotated[list[Id], Field(max_length=50)] = Field(default_factory=list, description="Ids of teams.")


class CauseIn(ActIn):
    cause_code: Cause
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
    meets_ask: Annotated[str, OneOf(workflow.MEETS_ASK)]


class WordsIn(ActIn):
    words: Words


class FollowUpIn(ActIn):
    result: Annotated[str, OneOf(workflow.RESULTS)]
    words: Text = ""
    ask: AskText = ""


class StepBackIn(ActIn):
    to: Annotated[int, Field(ge=1, le=7), whole]
    reason: Text


class HandOverIn(ActIn):
    to: Line = Field(..., description="The e-mail address of the person who takes it.")
    summary: Text


class ReasonIn(ActIn):
    reason: Text


class ClosureIn(ActIn):
    closed_as: Annotated[str, OneOf(workflow.CLOSED_AS)]
    reason: Text = ""
