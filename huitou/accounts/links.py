"""Private addresses for customers: one purpose, one subject, an end, and only a hash kept."""

import hmac
import re
import secrets
from datetime import timedelta

from django.conf import settings

from huitou.accounts.models import PublicLink
from huitou.accounts.models.credentials import digest_of
from huitou.lib import clock

_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


def make(purpose: str, subject: str, *, contact: str = "", days: int = 365) -> PublicLink:
    """A new link; `link.token` is its secret."""
    now = clock.now()
    link = PublicLink(purpose=purpose, subject=subject, contact=contact, created_at=now)
    link.expires_at = now + timedelta(days=days)
    link.nonce = secrets.token_urlsafe(32)
    link.digest = digest_of(link.token_under(settings.SECRET_KEY))
    link.save(force_insert=True)
    return link


def find(purpose: str, token: str) -> PublicLink | None:
    """The open link of this purpose with this secret, or nothing, whatever is wrong with it."""
    if not _TOKEN.fullmatch(token):
        return None
    digest = digest_of(token)
    link = PublicLink.objects.filter(digest=digest).first()
    if link is None or not hmac.compare_digest(link.digest, digest):
        return None
    return link if link.purpose == purpose and link.is_open() else None


def find_open(purpose: str, subject: str, *, contact: str | None = None) -> PublicLink | None:
    """The newest open link on a subject, to send it again to the contact it was made for."""
    links = PublicLink.objects.filter(
        purpose=purpose, subject=subject, revoked_at=None, expires_at__gt=clock.now()
    ).order_by("-pk")
    return (links if contact is None else links.filter(contact=contact)).first()


def use(link: PublicLink) -> None:
    """Somebody has acted by this link; looking is not acting, scanners look."""
    PublicLink.objects.filter(pk=link.pk, used_at=None).update(used_at=clock.now())


def is_used(purpose: str, subject: str, *, contact: str) -> bool:
    """Whether somebody has acted by a link on this subject that went to this contact, and was not ended since."""
    links = PublicLink.objects.filter(purpose=purpose, subject=subject, contact=contact, revoked_at=None)
    return links.exclude(used_at=None).exists()


def revoke_others(subject: str, *, keep: str) -> int:
    """End every link on a subject but those of one contact."""
    others = PublicLink.objects.filter(subject=subject, revoked_at=None).exclude(contact=keep)
    return others.update(revoked_at=clock.now())


def revoke(subject: str, *, purpose: str = "", contact: str = "") -> int:
    """End the links on a subject: all, those of one purpose, or those of one contact."""
    links = PublicLink.objects.filter(subject=subject, revoked_at=None)
    if purpose:
        links = links.filter(purpose=purpose)
    if contact:
        links = links.filter(contact=contact)
    return links.update(revoked_at=clock.now())
