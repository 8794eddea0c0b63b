"""What happens in a story of the demonstration: one typed value for every act, and the story that strings them up."""

from dataclasses import dataclass
from datetime import time
from typing import ClassVar

FEELINGS = ("calm", "uneasy", "annoyed", "angry", "furious")
CUSTOMER = "customer"


class ContentError(Exception):
    """A content file that cannot be read as what it should be; the message names the place."""


@dataclass(frozen=True)
class When:
    """A moment before now: a time on a working day, or so many working minutes ago."""

    days_ago: int = 0
    at: time | None = None
    minutes_ago: int = 0


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing that somebody did; `by` is the code of a person of ours, or the customer."""

    name: ClassVar[str] = ""
    when: When
    by: str = CUSTOMER


@dataclass(frozen=True, kw_only=True)
class Received(Act):
    name = "received"
    channel: str
    customer: str
    reach: str
    words: str
    feeling: str
    branch: str
    product: str = ""
    wish: str = ""


@dataclass(frozen=True, kw_only=True)
class Reply(Act):
    name = "reply"
    words: str


@dataclass(frozen=True, kw_only=True)
class CustomerMessage(Act):
    name = "customer_message"
    words: str


@dataclass(frozen=True, kw_only=True)
class Note(Act):
    name = "note"
    words: str


@dataclass(frozen=True, kw_only=True)
class Record(Act):
    name = "record"
    ask: str
    category: str
    feeling: str


@dataclass(frozen=True, kw_only=True)
class ConfirmAsk(Act):
    """An ask made in anger is asked once more after calm; `ask` is what is asked now, if it changed."""

    name = "confirm_ask"
    ask: str = ""


@dataclass(frozen=True, kw_only=True)
class Judge(Act):
    """`kind` and `explanation` belong to a complaint that does not hold; the explanation goes to the customer."""

    name = "judge"
    holds: bool
    reason: str
    kind: str = ""
    explanation: str = ""


@dataclass(frozen=True, kw_only=True)
class Place(Act):
    name = "place"
    department: str


@dataclass(frozen=True, kw_only=True)
class Analyse(Act):
    name = "analyse"
    cause: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Propose(Act):
    """`differs` says why it serves the customer better than the ask, where it is not what was asked for."""

    name = "propose"
    words: str
    gains: str
    costs: str
    differs: str = ""


@dataclass(frozen=True, kw_only=True)
class CustomerAccepts(Act):
    name = "customer_accepts"
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class CustomerDeclines(Act):
    name = "customer_declines"
    words: str


@dataclass(frozen=True, kw_only=True)
class CarryOut(Act):
    name = "carry_out"
    done: str
    outcome: str
    meets_ask: str


@dataclass(frozen=True, kw_only=True)
class TellSolved(Act):
    name = "tell_solved"
    words: str


@dataclass(frozen=True, kw_only=True)
class CustomerContent(Act):
    name = "customer_content"
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class CustomerNotContent(Act):
    """`ask` is the answer to "what would you like us to do?", asked anew."""

    name = "customer_not_content"
    words: str
    ask: str = ""


@dataclass(frozen=True, kw_only=True)
class FollowUp(Act):
    name = "follow_up"
    result: str
    words: str
    ask: str = ""


@dataclass(frozen=True, kw_only=True)
class HandOver(Act):
    name = "hand_over"
    to: str
    summary: str


@dataclass(frozen=True, kw_only=True)
class StepBack(Act):
    name = "step_back"
    to: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Close(Act):
    name = "close"
    closed_as: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Withdraw(Act):
    name = "withdraw"
    words: str


ACTS: dict[str, type[Act]] = {kind.name: kind for kind in Act.__subclasses__()}


@dataclass(frozen=True, kw_only=True)
class Story:
    """One complaint: `owner` is who takes it on at first, `stands` where it has come to (1–7, follow-up, closed)."""

    code: str
    owner: str
    stands: str
    acts: tuple[Act, ...]

    @property
    def received(self) -> Received:
        first = self.acts[0]
        if not isinstance(first, Received):
            raise ContentError(f"{self.code}: a story begins with its reception")
        return first
