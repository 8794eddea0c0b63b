"""A mail on its way: marked, sent outside any transaction, marked again. At least once, always under one Message-ID."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from huitou.channels import caps
from huitou.channels.email import troubles
from huitou.channels.email.letters import Letter
from huitou.channels.email.transports import open_transport
from huitou.channels.email.troubles import Trouble
from huitou.channels.models import EMAIL, FAILED, HELD, SENDING, SENT, UNREACHABLE, WAITING, Outbound
from huitou.ledger import Again, later, record
from huitou.lib import clock

# Two days of tries, the later ones five minutes apart.
MOST_TRIES = 600
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=10), timedelta(minutes=5)
_TURN = timedelta(seconds=5)
# After one mail found no server the others do not each wait for it in turn: the worker has other work.
_TRUCE = timedelta(seconds=30)
_MOST_RELEASED = 5000


def deliver(pk: int) -> None:
    """One try; raises Again when another one may help."""
    piece = _take(pk)
    if piece is None:
        return
    try:
        _send(piece)
    except Exception as fault:
        _failed(piece, troubles.of(fault), fault)
    else:
        _sent(piece)


def release() -> int:
    """Let go what was held, oldest first, as far as the caps allow now."""
    full: set[str] = set()
    released = 0
    for piece in Outbound.objects.held()[:_MOST_RELEASED]:
        if piece.to_value in full:
            continue
        match caps.is_full(piece):
            case caps.HOUR_FULL:
                break
            case caps.ADDRESS_FULL:
                full.add(piece.to_value)
            case _:
                released += _let_go(piece.pk)
    return released


def _take(pk: int) -> Outbound | None:
    """The mail, marked as being sent, with the number of this try; None if there is nothing to send."""
    with transaction.atomic():
        piece = Outbound.objects.select_for_update().filter(pk=pk, kind=EMAIL).first()
        # One that is being sent was another worker's, who was lost: this job would not run otherwise.
        if piece is None or piece.state not in {WAITING, SENDING}:
            return None
        _wait_for_others(piece)
        return _mark_sending(piece) if _is_admitted(piece) else None


def _wait_for_others(piece: Outbound) -> None:
    now = clock.now()
    if Outbound.objects.before(piece, now).exists():
        raise Again("after-an-earlier-one", after=_TURN)
    silent = Outbound.objects.underway().filter(error_code=UNREACHABLE, tried_at__gt=now - _TRUCE)
    if silent.exclude(pk=piece.pk).exists():
        raise Again(UNREACHABLE, after=_TRUCE)


def _is_admitted(piece: Outbound) -> bool:
    """Counted against the caps, once for all tries; over a cap the mail is held, not lost."""
    if piece.admitted_at:
        return True
    full = caps.admit(piece)
    if full:
        piece.state, piece.error_code = HELD, full
        piece.save(update_fields=["state", "error_code"])
        _record("outbound.held", piece, code=full)
        return False
    piece.admitted_at = clock.now()
    return True


def _mark_sending(piece: Outbound) -> Outbound:
    piece.state, piece.attempts, piece.tried_at = SENDING, piece.attempts + 1, clock.now()
    piece.save(update_fields=["state", "attempts", "tried_at", "admitted_at"])
    return piece


def _send(piece: Outbound) -> None:
    """Over the wire. A server that has taken the mail may end the talk as it likes."""
    letter = Letter(piece)
    transport = open_transport(settings.EMAIL_URL)
    try:
        transport.send_messages([letter])
    finally:
        with suppress(Exception):
            transport.close()


def _sent(piece: Outbound) -> None:
    """It is out, whoever else may be trying: only the first to say so is believed."""
    with transaction.atomic():
        rows = Outbound.objects.filter(pk=piece.pk).exclude(state=SENT)
        told = {"state": SENT, "sent_at": clock.now(), "error_code": "", "error": ""}
        if rows.update(**told):
            _record("outbound.sent", piece, attempts=piece.attempts)


def _failed(piece: Outbound, trouble: Trouble, fault: Exception) -> None:
    """Written down for staff; tried again unless it was the last word."""
    is_final = trouble.is_final or piece.attempts >= MOST_TRIES
    state = FAILED if is_final else WAITING
    with transaction.atomic():
        # The fence: a try that was taken over has nothing more to say.
        ours = Outbound.objects.filter(pk=piece.pk, state=SENDING, attempts=piece.attempts)
        if ours.update(state=state, error_code=trouble.code, error=trouble.words) and is_final:
            _record("outbound.failed", piece, code=trouble.code, attempts=piece.attempts)
    if not is_final:
        pause = min(_FIRST_PAUSE * 2 ** min(piece.attempts - 1, 10), _LONGEST_PAUSE)
        raise Again(trouble.code, after=pause) from fault


def _let_go(pk: int) -> int:
    with transaction.atomic():
        piece = Outbound.objects.select_for_update().filter(pk=pk, state=HELD).first()
        if piece is None or caps.admit(piece):
            return 0
        piece.state, piece.error_code, piece.admitted_at = WAITING, "", clock.now()
        piece.save(update_fields=["state", "error_code", "admitted_at"])
        later("channels.deliver", outbound=piece.pk)
        return 1


def _record(kind: str, piece: Outbound, **data: Any) -> None:
    record(kind, piece.ledger_key, by="system", about=piece.about or None, family=piece.family, **data)
