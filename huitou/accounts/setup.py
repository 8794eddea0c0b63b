"""The first minutes of a new installation: a one-time code on the console makes its administrator."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huitou.accounts.models import Branch, Membership, Organisation, SetupCode, Team, User, UserRole
from huitou.accounts.models.credentials import digest_of
from huitou.ledger import record
from huitou.lib import clock

# Without the signs that look alike on a console: 0 and o, 1, l and i.
_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_HOLDS: Final = timedelta(hours=24)
FIRST_ROLES: Final = ("administrator", "supervisor", "handler")


def is_needed() -> bool:
    """Whether nobody has an account yet."""
    return not User.objects.exists()


@transaction.atomic
def code() -> str | None:
    """A new code while there is nobody, and it replaces the one before; only its hash is kept."""
    if not is_needed():
        return None
    made = "-".join("".join(secrets.choice(_SIGNS) for _sign in range(5)) for _group in range(3))
    now = clock.now()
    SetupCode.objects.update_or_create(
        pk=1, defaults={"digest": digest_of(_plain(made)), "created_at": now, "expires_at": now + _HOLDS}
    )
    return made


def address(made: str) -> str:
    """Where the code is used."""
    return f"{settings.BASE_URL}{reverse('setup')}?code={made}"


def is_valid(given: str) -> bool:
    """Whether this is the code, while it holds."""
    return SetupCode.objects.filter(digest=digest_of(_plain(given)), expires_at__gt=clock.now()).exists()


@dataclass(frozen=True, kw_only=True)
class First:
    """What the set-up page asks for."""

    organisation: str
    name: str
    email: str
    direct_line: str
    password: str
    language: str


@transaction.atomic
def complete(given: str, first: First) -> User:
    """The organisation, its first branch and team, and its administrator, once; LookupError if the code is used up."""
    # Deleting the row is the claim: of two at once, one finds nothing to delete.
    claimed, _rows = SetupCode.objects.filter(digest=digest_of(_plain(given)), expires_at__gt=clock.now()).delete()
    if not claimed or not is_needed():
        raise LookupError("no such code")
    user = _make_person(first)
    Organisation.objects.update_or_create(pk=1, defaults={"name": first.organisation, "duty_user": user})
    branch = Branch.objects.create(code="main", name=_("Main branch"))
    team = Team.objects.create(name=_("Customer care"), branch=branch)
    Membership.objects.create(user=user, team=team, leads=True)
    record("organisation.set_up", "organisation:1", by=user, branch=branch.pk, team=team.pk)
    record("user.added", user, by=user, roles=FIRST_ROLES, teams=[team.pk])
    return user


def _make_person(first: First) -> User:
    user: User = User.objects.create_user(
        first.email,
        first.password,
        name=first.name,
        direct_line=first.direct_line,
        language=first.language,
        is_staff=True,
    )
    UserRole.objects.bulk_create(UserRole(user=user, role_code=role) for role in FIRST_ROLES)
    return user


def _plain(given: str) -> str:
    """Typed with capitals or without the dashes it is the same code."""
    return "".join(sign for sign in given.lower() if sign.isalnum())
