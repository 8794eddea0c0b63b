"""Putting something in the way out, inside the caller's transaction; once per key, however often it is asked."""

import hashlib
import secrets
from email.utils import parseaddr
from typing import Protocol

from django.conf import settings
from django.db import transaction

from huitou.channels.models import CALL, DONE, EMAIL, FAILED, WAITING, Outbound, OutboundQuerySet
from huitou.ledger import later, record
from huitou.ledger.codes import Keyed
from huitou.lib import clock
from huitou.lib.text import clean_line, clean_words

_LONGEST_SUBJECT = 200
# After so many calls that nobody answered the call is put down; the case goes on in writing.
_MOST_CALLS = 3


class Reachable(Protocol):
    """What we need to know of a contact point."""

    @property
    def kind(self) -> str: ...

    @property
    def value(self) -> str: ...


def send_email(
    *,
    key: str,
    to: Reachable,
    subject: str,
    text: str,
    about: str = "",
    family: str,
    language: str = "zh",
    automatic: bool = True,
    trusted: bool = False,
    encloses: str = "",
) -> Outbound:
    """One mail to one person; what it `encloses` (accounts/enclosed.py) is put in when it goes over the wire.

    A paragraph of `text` that is only an address of ours becomes a button.

    A day's cap holds for whatever is sent by itself, and for all to an address that is not `trusted` to be theirs.
    """
    if to.kind != EMAIL:
        raise ValueError("a mail goes to an e-mail address")
    piece = _piece(key=key, kind=EMAIL, to=to, text=text, about=about, family=family)
    piece.subject = clean_line(subject)[:_LONGEST_SUBJECT]
    piece.language, piece.is_automatic, piece.is_capped = language, automatic, automatic or not trusted
    piece.encloses = encloses
    with transaction.atomic():
        kept = _once(piece)
        if kept.message_id == piece.message_id:
            later("channels.deliver", outbound=kept.pk)
    return kept


def ask_for_call(*, key: str, to: Reachable, text: str, about: str, beside: bool = False) -> Outbound:
    """Ask staff to tell this person something, by telephone or however they are reached; ended by `called`.

    There is one open call about a thing, and it says the latest words: those of before are replaced, or stay `beside`.
    """
    piece = _piece(key=key, kind=CALL, to=to, text=text, about=about, family="call")
    with transaction.atomic():
        known = Outbound.objects.filter(key=key).exists()
        waiting = None if known else open_calls(about).select_for_update().first()
        return _say(waiting, piece, beside=beside) if waiting else _once(piece)


def _say(waiting: Outbound, piece: Outbound, *, beside: bool) -> Outbound:
    """Other words for a call that nobody has made yet, and as many tries for them as for the first ones."""
    words = piece.body_text
    if beside:
        words = waiting.body_text if words in waiting.body_text else f"{waiting.body_text}\n\n{words}"
    if words != waiting.body_text:
        waiting.body_text, waiting.attempts = words, 0
    waiting.to_kind, waiting.to_value = piece.to_kind, piece.to_value
    waiting.save(update_fields=["body_text", "attempts", "to_kind", "to_value"])
    return waiting


def open_calls(about: str) -> OutboundQuerySet:
    """The calls about this that somebody still has to make."""
    return Outbound.objects.open_calls(about)


def called(call: Outbound, *, by: Keyed, result: str) -> Outbound:
    """Somebody called: `reached`, or `not-reached`, which leaves the call open for two more tries."""
    with transaction.atomic():
        call = Outbound.objects.select_for_update().get(pk=call.pk, kind=CALL)
        if call.state == WAITING:
            call.attempts += 1
            call.result_code, call.tried_at = result, clock.now()
            if result == "reached" or call.attempts >= _MOST_CALLS:
                call.state = DONE
            call.save(update_fields=["attempts", "result_code", "tried_at", "state"])
            record("outbound.called", call.ledger_key, by=by, about=call.about or None, result=result, how=call.to_kind)
    return call


def put_down(call: Outbound, *, by: Keyed | str) -> None:
    """The call is not needed any more."""
    with transaction.atomic():
        if Outbound.objects.filter(pk=call.pk, kind=CALL, state=WAITING).update(state=DONE, result_code="not-needed"):
            record("outbound.called", call.ledger_key, by=by, about=call.about or None, result="not-needed")


def retry(piece: Outbound, *, by: Keyed) -> Outbound:
    """A person sends a mail round again that had failed; it keeps its Message-ID."""
    with transaction.atomic():
        piece = Outbound.objects.select_for_update().get(pk=piece.pk, kind=EMAIL)
        if piece.state == FAILED:
            piece.state, piece.attempts, piece.tried_at = WAITING, 0, None
            piece.save(update_fields=["state", "attempts", "tried_at"])
            record("outbound.retried", piece.ledger_key, by=by, about=piece.about or None)
            later("channels.deliver", outbound=piece.pk)
    return piece


def _piece(*, key: str, kind: str, to: Reachable, text: str, about: str, family: str) -> Outbound:
    return Outbound(
        key=key,
        kind=kind,
        to_kind=to.kind,
        to_value=to.value,
        body_text=clean_words(text),
        about=about,
        family=family,
        message_id=_message_id(key),
        created_at=clock.now(),
    )


def _message_id(key: str) -> str:
    """Made once, for all tries: whoever gets the mail twice can tell that it is one."""
    address = parseaddr(settings.EMAIL_FROM)[1]
    known = hashlib.sha256(key.encode()).hexdigest()[:16]
    return f"<{known}.{secrets.token_hex(8)}@{address.rpartition('@')[2] or 'localhost'}>"


def _once(piece: Outbound) -> Outbound:
    """The row of this key: ours, or the one that was there before."""
    Outbound.objects.bulk_create([piece], ignore_conflicts=True)
    return Outbound.objects.get(key=piece.key)
