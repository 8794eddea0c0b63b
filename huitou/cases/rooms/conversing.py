"""Words to and from the customer, and notes among colleagues."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from huitou.cases import telling, workflow
from huitou.cases.models.core import CaseCore, verb
from huitou.cases.workflow import Refusal
from huitou.files import receiving as files
from huitou.lib.clock import now
from huitou.standards import clocks

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from huitou.cases.models.records import Message, Note

FIRST_FOLLOW_UP = timedelta(days=3)


class Conversing(CaseCore):
    """Every message is kept here first; mail or a call only carries it further."""

    class Meta:
        abstract = True

    @verb
    def reply(self, *, by: Any, words: str, uploads: Sequence["UploadedFile"] = ()) -> "Message":
        """Write to the customer."""
        if not words:
            raise Refusal("words-missing", "words")
        return self.say("reply", words, by=by, uploads=uploads)

    @verb
    def hear(self, *, by: Any, words: str, uploads: Sequence["UploadedFile"] = ()) -> "Message":
        """Take in what the customer writes; it waits for an answer, also on a closed case."""
        if not words and not uploads:
            raise Refusal("words-missing", "words")
        message = self.messages.create(sender="customer", kind="reply", words=words)
        self._keep_files(message, uploads, by=by)
        self.awaiting_since = self.awaiting_since or now()
        self.happened("heard", by=by, message=message.pk)
        return message

    def hear_within(self, words: str, *, by: Any) -> None:
        """The customer's words that come with an answer, as a message of its own."""
        message = self.messages.create(sender="customer", kind="reply", words=words)
        self.happened("heard", by=by, message=message.pk)

    @verb
    def note(self, *, by: Any, words: str) -> "Note":
        """Write to colleagues."""
        if not words:
            raise Refusal("words-missing", "words")
        note = self.notes.create(author=by, words=words)
        self.happened("noted", by=by, note=note.pk)
        return note

    def say(self, kind: str, words: str, *, by: Any, uploads: Sequence["UploadedFile"] = ()) -> "Message":
        """Words of a person of ours to the customer, within another verb."""
        message = self.messages.create(sender="staff", author=by, kind=kind, words=words)
        self._keep_files(message, uploads, by=by)
        if self.answered_at is None:
            self.answered_at = now()
            clocks.stop(self.key, "first-answer")
        self.awaiting_since = None
        self.happened("replied", by=by, message=message.pk, sort=kind)
        telling.tell(self, message)
        return message

    def say_automatically(self, kind: str, words: str) -> "Message":
        """Words of the house to the customer, in the owner's name."""
        message = self.messages.create(sender="house", author=self.owner, kind=kind, words=words)
        self.happened("told", by="system", message=message.pk, sort=kind)
        telling.tell(self, message)
        return message

    def become_solved(self) -> None:
        """The solution clock stops; the first follow-up is due three days later (C8)."""
        self.solved_at = now()
        self.follow_up_on = timezone.localdate(self.solved_at + FIRST_FOLLOW_UP)
        clocks.stop(self.key, "solution")
        self.happened("solved", by="system", round=self.round)

    def _keep_files(self, message: "Message", uploads: Sequence["UploadedFile"], *, by: Any) -> None:
        if uploads:
            files.receive_all(uploads, subject=message.key, by=by, room=self.talk_keys())

    def talk_keys(self) -> set[str]:
        """The keys to which what was sent belongs: all that the customer and we said."""
        voices = {f"voice:{pk}" for pk in self.voices.values_list("pk", flat=True)}
        return voices | {f"message:{pk}" for pk in self.messages.values_list("pk", flat=True)}

    def check_contentment(self, value: str) -> None:
        """Only what we told the customer to be solved can be evaluated."""
        if value not in (workflow.CONTENT, workflow.NOT_CONTENT):
            raise Refusal("unknown-contentment", "contentment")
        if self.told_at is None:
            raise Refusal("not-solved-yet")
