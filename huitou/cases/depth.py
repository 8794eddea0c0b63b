"""A voice is given another depth by a person, and a grumble becomes a complaint in one act (V1)."""

from typing import Any

from django.db import transaction

from huitou.accounts.models import User
from huitou.cases import door, opening, workflow
from huitou.cases.models import Case, Voice
from huitou.cases.models.voice import KINDS
from huitou.ledger import record
from huitou.lib.clock import now
from huitou.standards import clocks


def make_complaint(voice: Voice, *, by: Any) -> Case:
    """Open a case from what is already known; nothing is typed twice. Twice asked, the same case comes back."""
    with transaction.atomic():
        voice = Voice.objects.select_for_update(of=("self",)).get(pk=voice.pk)
        if voice.case is not None:
            return voice.case
        _set_kind(voice, "complaint", by=by)
        clocks.stop(voice.key, "look-at")
        return opening.open_case(voice, by=by)


@transaction.atomic
def make_complaint_of(number: int, *, by: User) -> Case:
    """The same for a page or a program: a case that is there already is fetched through its own door."""
    voice = door.get_voice_for(by, number, can="case.act", locked=True)
    return door.get_case_for(by, voice.case_id) if voice.case_id else make_complaint(voice, by=by)


def change_kind(voice: Voice, kind: str, *, by: Any) -> None:
    """The rule suggested, a person decides; a complaint with a case stays one."""
    if kind not in KINDS or kind == "complaint":
        raise workflow.Refusal("unknown-kind", "kind")
    with transaction.atomic():
        voice = Voice.objects.select_for_update(of=("self",)).get(pk=voice.pk)
        if voice.case_id is not None:
            raise workflow.Refusal("has-case", "kind")
        _set_kind(voice, kind, by=by)


def mark_heard(voice: Voice, *, by: Any) -> None:
    """Somebody has taken note of it, and it needs no case."""
    with transaction.atomic():
        if Voice.objects.filter(pk=voice.pk, heard_at=None, case=None).update(heard_at=now()):
            clocks.stop(voice.key, "look-at")
            record("voice.heard", voice.key, by=by)


def _set_kind(voice: Voice, kind: str, *, by: Any) -> None:
    was, voice.kind = voice.kind, kind
    voice.why_code = "person"
    voice.save(update_fields=["kind", "why_code"])
    record("voice.kind_changed", voice.key, by=by, kind_from=was, kind_to=kind)
