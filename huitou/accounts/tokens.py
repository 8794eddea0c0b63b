"""Personal keys for programs: shown once, hashed at rest, never wider than their owner, dead at once when revoked."""

import secrets
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from huitou.accounts.models import ApiToken, User
from huitou.accounts.models.credentials import digest_of
from huitou.ledger import record
from huitou.lib import clock

# A fixed beginning lets secret scanners recognise a key that was committed by mistake.
PREFIX = "htk_"


@transaction.atomic
def make(user: User, *, name: str, scopes: Iterable[str], by: User) -> tuple[ApiToken, str]:
    """A token with some of the owner's abilities, and its text, which exists only here."""
    wanted = frozenset(scopes)
    if not wanted or not wanted <= user.abilities:
        raise PermissionDenied("scopes beyond own abilities")
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(user=user, name=name, scopes=sorted(wanted), digest=digest_of(text))
    record("token.made", user.key, by=by, token=token.pk, scopes=token.scopes)
    return token, text


@transaction.atomic
def revoke(token: ApiToken, *, by: User) -> None:
    """End a token; a second time changes nothing."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now()):
        record("token.revoked", f"user:{token.user_id}", by=by, token=token.pk)


def find_user(text: str) -> User | None:
    """The active owner of a token, limited to its scopes; nothing for an unknown, revoked or orphaned one."""
    if not text.startswith(PREFIX):
        return None
    found = ApiToken.objects.select_related("user").filter(digest=digest_of(text), revoked_at=None).first()
    if found is None or not found.user.is_active:
        return None
    found.user.token_scopes = frozenset(found.scopes)
    found.user.token_key = found.key
    _note_use(found)
    return found.user


def _note_use(token: ApiToken) -> None:
    today = clock.now().date()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
