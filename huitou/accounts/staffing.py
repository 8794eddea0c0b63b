"""Who works here and what they may do: every change is checked against the one who makes it, and written down."""

from collections.abc import Collection, Iterable
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from huitou.accounts import abilities
from huitou.accounts.models import Absence, ApiToken, Membership, Organisation, Team, User, UserRole
from huitou.accounts.models.people import normalise_email
from huitou.ledger import later, record
from huitou.lib import clock


class Refused(Exception):
    """A change that is not allowed; `message` says to a person why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


def add(
    *,
    by: User,
    name: str,
    email: str,
    roles: Collection[str],
    teams: Iterable[Team] = (),
    direct_line: str = "",
    language: str = "zh",
) -> User:
    """A new person, who gets a link by mail to choose a password."""
    _check_roles(frozenset(roles), by)
    try:
        with transaction.atomic():
            user = User(email=normalise_email(email), name=name, direct_line=direct_line, language=language)
            user.is_staff = True
            user.set_unusable_password()
            user.save(force_insert=True)
            _place(user, roles, teams)
            record("user.added", user, by=by, roles=sorted(roles), teams=sorted(user.team_ids))
            later("accounts.mail_password_link", user=user.pk, letter="invitation")
    except IntegrityError as error:
        raise Refused("email-taken", _("Somebody with this e-mail address is here already.")) from error
    return user


@transaction.atomic
def invite(user: User, *, by: User) -> None:
    """Another link to choose a password."""
    _check_above(user, by)
    later("accounts.mail_password_link", user=user.pk, letter="reset" if user.has_usable_password() else "invitation")
    record("user.invited", user, by=by)


@transaction.atomic
def set_roles(user: User, roles: Collection[str], *, by: User) -> None:
    """Other roles from the next request on; only such as the one who changes them could give."""
    _lock()
    before = frozenset(user.user_roles.values_list("role_code", flat=True))
    wanted = frozenset(roles)
    if wanted == before:
        return
    _check_roles(wanted ^ before, by)
    if "administrator" in before - wanted:
        _check_another_administrator(user)
    user.user_roles.exclude(role_code__in=wanted).delete()
    UserRole.objects.bulk_create(UserRole(user=user, role_code=code) for code in sorted(wanted - before))
    _rights_changed(user)
    record("user.roles_changed", user, by=by, before=sorted(before), after=sorted(wanted))


@transaction.atomic
def set_teams(user: User, teams: Iterable[Team], *, by: User) -> None:
    """Other teams from the next request on; whoever leads a team goes on leading it."""
    before = frozenset(user.memberships.values_list("team_id", flat=True))
    wanted = frozenset(team.pk for team in teams)
    if wanted == before:
        return
    _check_above(user, by)
    user.memberships.exclude(team__in=wanted).delete()
    Membership.objects.bulk_create(Membership(user=user, team_id=team) for team in sorted(wanted - before))
    _rights_changed(user)
    record("user.teams_changed", user, by=by, before=sorted(before), after=sorted(wanted))


@transaction.atomic
def describe(user: User, *, name: str, direct_line: str, language: str, by: User) -> None:
    """What customers and colleagues read of somebody."""
    if by.pk != user.pk:
        _check_above(user, by)
    changed = [
        field
        for field, value in (("name", name), ("direct_line", direct_line), ("language", language))
        if getattr(user, field) != value
    ]
    if not changed:
        return
    user.name, user.direct_line, user.language = name, direct_line, language
    user.save(update_fields=changed)
    record("user.changed", user, by=by, fields=changed)


def speak(user: User, language: str) -> None:
    """Somebody wants to read in another language."""
    describe(user, name=user.name, direct_line=user.direct_line, language=language, by=user)


@transaction.atomic
def deactivate(user: User, *, by: User) -> None:
    """Out at once: sessions, tokens and links end, and do not come back with a return."""
    _lock()
    if user.pk == by.pk:
        raise Refused("oneself", _("You cannot deactivate yourself. Ask another administrator."))
    _check_above(user, by)
    _check_another_administrator(user)
    epoch = F("session_epoch") + 1
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False, session_epoch=epoch):
        ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=clock.now())
        Organisation.objects.filter(duty_user=user).update(duty_user=None)
        record("user.deactivated", user, by=by)
    user.refresh_from_db()
    user.forget_cached_rights()


@transaction.atomic
def reactivate(user: User, *, by: User) -> None:
    """Back again, with a new sign-in; tokens have to be made anew."""
    _check_above(user, by)
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        record("user.reactivated", user, by=by)
    user.refresh_from_db()
    user.forget_cached_rights()


@transaction.atomic
def drop_second_factor(user: User, *, by: User) -> None:
    """For somebody whose phone is lost: the password alone opens until they switch it on again; sessions end."""
    _check_above(user, by)
    dropped, _rows = Authenticator.objects.filter(user=user).delete()
    if dropped:
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
        record("user.second_factor_dropped", user, by=by)


@transaction.atomic
def set_absence(user: User, *, starts_at: datetime, ends_at: datetime, stand_in: User | None, by: User) -> Absence:
    """Away from then to then; the stand-in sees and does the work meanwhile."""
    if by.pk != user.pk:
        _check_above(user, by)
    if ends_at <= starts_at or ends_at <= clock.now():
        raise Refused("absence-over", _("The end must be later than the beginning, and still to come."))
    if stand_in and (stand_in.pk == user.pk or not stand_in.is_active):
        raise Refused("stand-in", _("Choose a colleague who is active, and not the absent person."))
    absence = Absence.objects.create(user=user, starts_at=starts_at, ends_at=ends_at, stand_in=stand_in)
    record("user.absence_set", user, by=by, starts=starts_at, ends=ends_at, stand_in=stand_in and stand_in.key)
    return absence


@transaction.atomic
def end_absence(absence: Absence, *, by: User) -> None:
    """Back earlier, or not away after all."""
    if by.pk != absence.user_id:
        _check_above(absence.user, by)
    now = clock.now()
    if absence.starts_at < now < absence.ends_at:
        Absence.objects.filter(pk=absence.pk).update(ends_at=now)
    elif absence.starts_at >= now:
        absence.delete()
    record("user.absence_ended", f"user:{absence.user_id}", by=by)


def may_change(user: User, by: User) -> bool:
    """Nobody changes somebody who can do more than they can themselves."""
    return abilities.of_roles(frozenset(user.role_codes)) <= by.abilities


def _place(user: User, roles: Collection[str], teams: Iterable[Team]) -> None:
    UserRole.objects.bulk_create(UserRole(user=user, role_code=code) for code in sorted(frozenset(roles)))
    Membership.objects.bulk_create(Membership(user=user, team=team) for team in teams)


def _lock() -> None:
    """One after the other, so that two administrators cannot remove each other at the same moment."""
    Organisation.objects.select_for_update().filter(pk=1).first()


def _check_roles(roles: frozenset[str], by: User) -> None:
    if not roles <= frozenset(abilities.grantable(by.abilities)):
        raise Refused("beyond-own", _("You can give and take only roles that can do no more than you can."))


def _check_above(user: User, by: User) -> None:
    if not may_change(user, by):
        raise Refused("beyond-own", _("This person can do more than you can; ask an administrator."))


def _check_another_administrator(user: User) -> None:
    """Somebody who can really sign in must stay; an invitation that nobody has answered does not count."""
    admins = User.objects.active().with_role("administrator")
    if not admins.filter(pk=user.pk).exists():
        return
    if not admins.with_password().exclude(pk=user.pk).exists():
        raise Refused("last-administrator", _("This is the last administrator. Make another one first."))


def _rights_changed(user: User) -> None:
    User.objects.filter(pk=user.pk).update(privileges_version=F("privileges_version") + 1)
    user.refresh_from_db(fields=["privileges_version"])
    user.forget_cached_rights()
