"""My matter: what the customer sees of their case behind the private link (C12)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from huitou.cases import workflow
from huitou.cases.models import Case, Message, Solution, Voice
from huitou.files.models import File
from huitou.method import steps
from huitou.standards import clocks

STEPS = range(1, 6)


@dataclass(frozen=True)
class Said:
    """One piece of the conversation, whoever said it."""

    words: str
    at: datetime
    sender: str
    name: str
    kind: str
    anchor: str
    pictures: list[File]


@dataclass(frozen=True)
class Promised:
    """A time that we gave, and when we kept it."""

    words: str
    due_at: datetime
    stopped_at: datetime | None


@dataclass(frozen=True)
class Matter:
    """Everything that the page shows; never a note, a reason among us, or a colleague's figure."""

    case: Case
    said: list[Said]
    solution: Solution | None
    steps: list[dict[str, object]]
    promises: list[Promised]

    @property
    def next_at(self) -> datetime | None:
        """Until when the customer hears from us next: the earliest time that runs."""
        return min((one.due_at for one in self.promises if one.stopped_at is None), default=None)

    @property
    def shown(self) -> frozenset[str]:
        """Which forms stand on the page."""
        may = {"answer": self.may_answer, "contentment": self.may_evaluate, "withdrawal": self.may_withdraw}
        return frozenset({"message", *(name for name, is_there in may.items() if is_there)})

    @property
    def may_answer(self) -> bool:
        return self.solution is not None and self.solution.is_open and not self.case.is_closed

    @property
    def may_evaluate(self) -> bool:
        """After we said it is solved; who was content may still say that it did not last."""
        return self.case.told_at is not None

    @property
    def may_withdraw(self) -> bool:
        return not self.case.is_closed


def of(case: Case, language: str) -> Matter:
    """Gather the matter with a fixed number of queries."""
    voices = list(case.voices.order_by("id"))
    messages = list(case.messages.select_related("author"))
    pictures = File.objects.by_subject([voice.key for voice in voices] + [message.key for message in messages])
    said = [_voice(voice, pictures) for voice in voices] + [_message(message, pictures) for message in messages]
    return Matter(
        case=case,
        said=sorted(said, key=lambda one: one.at),
        solution=case.solution,
        steps=_steps(case, language),
        promises=_promises(case),
    )


def _voice(voice: Voice, pictures: dict[str, list[File]]) -> Said:
    return Said(
        voice.words, voice.received_at, "customer", "", "voice", f"voice-{voice.pk}", pictures.get(voice.key, [])
    )


def _message(message: Message, pictures: dict[str, list[File]]) -> Said:
    name = message.author.name if message.author else ""
    found = pictures.get(message.key, [])
    return Said(message.words, message.sent_at, message.sender, name, message.kind, f"message-{message.pk}", found)


def _steps(case: Case, language: str) -> list[dict[str, object]]:
    """The five steps that customers see, each done, current or ahead, with the time it was done."""
    now_at, done_at = case.customer_step, _done_at(case)
    rail: list[dict[str, object]] = []
    for number in STEPS:
        step = steps.customer_step(number, language)
        is_done = number < now_at or (number == now_at and case.is_closed)
        state = "done" if is_done else "current" if number == now_at else "ahead"
        at = done_at.get(number) if is_done else None
        rail.append({"number": number, "name": step.name, "words": step.words, "state": state, "at": at})
    return rail


def _done_at(case: Case) -> dict[int, datetime]:
    """When each of the five was last left; several of the seven make one of them."""
    left = case.step_entries.filter(ended_as="done").values_list("step", "finished_at").order_by("finished_at")
    done = {workflow.customer_step(step, in_follow_up=False): at for step, at in left if at is not None}
    return done | ({4: case.told_at} if case.told_at else {}) | ({5: case.closed_at} if case.closed_at else {})


def _promises(case: Case) -> list[Promised]:
    """The times that run on the case or ran in this round, in the customer's words; none on a closed one."""
    words = {
        "first-answer": _("You hear from %(name)s") % {"name": case.owner.name},
        "decision": _("You hear how we see it"),
        "solution": _("It is put right"),
    }
    kept = clocks.for_subjects([case.key]).get(case.key, [])
    shown = [clock for clock in kept if clock.is_running or not case.is_closed]
    return [
        Promised(words[clock.standard_code], clock.due_at, clock.stopped_at)
        for clock in shown
        if clock.standard_code in words
    ]
