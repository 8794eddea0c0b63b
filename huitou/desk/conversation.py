"""The conversation of a case as colleagues read it."""

from dataclasses import dataclass, field
from datetime import datetime

from huitou.accounts.models import User
from huitou.cases.models import Case, Message, Note, Solution, Voice
from huitou.channels.models import EMAIL, FAILED, HELD, Outbound
from huitou.desk import history
from huitou.desk.history import Entry
from huitou.files.models import File


@dataclass(frozen=True)
class Said:
    """One piece of the conversation or a note, in the order of time."""

    kind: str
    words: str
    at: datetime
    sender: str
    author: User | None
    anchor: str
    pictures: list[File] = field(default_factory=list)
    mail: Outbound | None = None
    who: str = ""
    what: str = ""
    reach: str = ""

    @property
    def trouble(self) -> str:
        """Why these words may not have arrived: the mail that carries them failed, or is held back."""
        return self.mail.state if self.mail is not None and self.mail.state in (FAILED, HELD) else ""


def of(case: Case, sent: list[Outbound], told: list[Entry], solutions: list[Solution]) -> list[Said]:
    """Everything in the order of time: what the customer and we said, notes, and what was noted beside an act."""
    voices = list(case.voices.order_by("id"))
    said = list(case.messages.select_related("author"))
    pictures = File.objects.by_subject([voice.key for voice in voices] + [message.key for message in said])
    mails = {piece.key.rsplit("/", 1)[0]: piece for piece in sent if piece.kind == EMAIL}
    pieces = [_voice(voice, pictures) for voice in voices]
    pieces += [_message(message, pictures, mails.get(message.key)) for message in said]
    pieces += [_note(note) for note in case.notes.select_related("author")]
    return sorted(pieces + _noted(case, told, solutions), key=lambda piece: piece.at)


def _noted(case: Case, told: list[Entry], solutions: list[Solution]) -> list[Said]:
    """What colleagues wrote beside an act: the summary of a hand-over, what was said at a call."""
    names = {entry.actor: entry.who for entry in told}
    pieces = [_entry(one.at, one.who, one.what, one.why) for one in told if one.kind == "case.handed_over"]
    for call in case.follow_ups.select_related("made_by"):
        what = history.describe("case.followed_up", {"result": call.result})
        pieces.append(_entry(call.made_at, call.made_by.name, what, call.words))
    for one in solutions:
        if one.answered_at and one.answer and one.answered_by.startswith("user:"):
            what = history.describe(f"case.solution_{one.state}", {}, by=one.answered_by)
            pieces.append(_entry(one.answered_at, names.get(one.answered_by, ""), what, one.answer))
    return pieces


def _entry(at: datetime, who: str, what: str, words: str) -> Said:
    return Said("entry", words, at, "", None, "", who=who, what=what)


def _voice(voice: Voice, pictures: dict[str, list[File]]) -> Said:
    found = pictures.get(voice.key, [])
    anchor = f"voice-{voice.pk}"
    return Said("voice", voice.words, voice.received_at, "customer", None, anchor, found, reach=voice.reach)


def _message(message: Message, pictures: dict[str, list[File]], mail: Outbound | None) -> Said:
    found = pictures.get(message.key, [])
    anchor = f"message-{message.pk}"
    return Said(message.kind, message.words, message.sent_at, message.sender, message.author, anchor, found, mail)


def _note(note: Note) -> Said:
    return Said("note", note.words, note.made_at, "note", note.author, f"note-{note.pk}")
