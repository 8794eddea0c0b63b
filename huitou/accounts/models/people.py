"""People who sign in: who they are, where they work, what they may do, when they are away."""

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from huitou.accounts import abilities
from huitou.accounts.models.organisation import Team
from huitou.accounts.wording import ROLE_NAMES
from huitou.lib import clock
from huitou.lib.text import clean_line


def normalise_email(email: str) -> str:
    """One spelling for one mailbox: no mail server in use tells capitals apart."""
    return clean_line(email).lower()


class UserQuerySet(models.QuerySet["User"]):
    """Questions about people that read as sentences."""

    def active(self) -> Self:
        return self.filter(is_active=True)

    def absent(self, at: datetime | None = None) -> Self:
        return self.filter(models.Exists(_absences_at(at)))

    def on_duty(self, at: datetime | None = None) -> Self:
        """May sign in and is not away at that moment."""
        return self.active().filter(~models.Exists(_absences_at(at)))

    def in_branch(self, branch_id: int) -> Self:
        return self.filter(memberships__team__branch=branch_id).distinct()

    def with_role(self, *role_codes: str) -> Self:
        return self.filter(models.Exists(UserRole.objects.filter(user=models.OuterRef("pk"), role_code__in=role_codes)))

    def who_can(self, ability: str) -> Self:
        """Everybody with a role that carries this ability."""
        return self.with_role(*(code for code, held in abilities.ROLES.items() if ability in held))

    def with_password(self) -> Self:
        """Those who have answered their invitation."""
        return self.exclude(password="").exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def by_email(self, email: str) -> Self:
        return self.filter(email=normalise_email(email))


def _absences_at(at: datetime | None) -> "models.QuerySet[Absence]":
    moment = at or clock.now()
    return Absence.objects.filter(user=models.OuterRef("pk"), starts_at__lte=moment, ends_at__gt=moment)


class UserManager(BaseUserManager["User"]):
    """Makes people with a normalised address."""

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=normalise_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normalise_email(username or ""))


class User(AbstractBaseUser):
    """Somebody of the organisation; customers never have an account."""

    email = models.CharField(max_length=254, unique=True)
    name = models.CharField(max_length=80)
    direct_line = models.CharField(max_length=40, default="")
    language = models.CharField(max_length=2, default="zh")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    # Grows when roles or teams change: the next request of a live session gets a new session key.
    privileges_version = models.PositiveIntegerField(default=0)
    # Grows when every session must end (deactivation): an old cookie stays dead after a return.
    session_epoch = models.PositiveIntegerField(default=0)
    teams = models.ManyToManyField(Team, through="Membership", related_name="members")

    objects: ClassVar[Any] = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_in_lower_case")
        ]

    # The scopes of the token that this request came with; None for a person at a screen.
    token_scopes: frozenset[str] | None = None
    token_key: str = ""

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"user:{self.pk}"

    @cached_property
    def role_codes(self) -> frozenset[str]:
        return frozenset(self.user_roles.values_list("role_code", flat=True))

    @property
    def said_roles(self) -> str:
        """The roles as a page names them; reads what was prefetched."""
        held = {role.role_code for role in self.user_roles.all()}
        return _(", ").join(str(name) for code, name in ROLE_NAMES.items() if code in held)

    @cached_property
    def abilities(self) -> frozenset[str]:
        """What this person may do now, cut down to the scopes of a token."""
        held = abilities.of_roles(self.role_codes) if self.is_active else frozenset()
        return held if self.token_scopes is None else held & self.token_scopes

    def can(self, ability: str) -> bool:
        if ability not in abilities.ABILITIES:
            raise LookupError(f"no such ability: {ability}")
        return ability in self.abilities

    @cached_property
    def team_ids(self) -> frozenset[int]:
        return frozenset(self.memberships.values_list("team_id", flat=True))

    def team_at(self, branch_id: int | None) -> Team | None:
        """The team of this person at a branch, or the first of their teams where there is none."""
        teams = list(self.teams.order_by("pk"))
        return next((team for team in teams if team.branch_id == branch_id), teams[0] if teams else None)

    def is_absent(self, at: datetime | None = None) -> bool:
        return self.find_absence(at) is not None

    def find_absence(self, at: datetime | None = None) -> "Absence | None":
        moment = at or clock.now()
        return self.absences.filter(starts_at__lte=moment, ends_at__gt=moment).order_by("-ends_at").first()

    def find_stand_in(self, at: datetime | None = None) -> "User | None":
        """Who does the work of an absent person: the stand-in who is there, or nobody."""
        absence = self.find_absence(at)
        stand_in = absence.stand_in if absence else None
        return stand_in if stand_in and stand_in.is_active and not stand_in.is_absent(at) else None

    def forget_cached_rights(self) -> None:
        for name in ("role_codes", "abilities", "team_ids", "scope"):
            self.__dict__.pop(name, None)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        text = f"{self.password}:{self.session_epoch}"
        return salted_hmac("huitou.accounts.session", text, secret=secret, algorithm="sha256").hexdigest()


class Membership(models.Model):
    """Somebody works in a team."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    leads = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "team"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.team_id}"


class UserRole(models.Model):
    """Somebody holds a role of `abilities.ROLES`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="user_roles")
    role_code = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "role_code"], name="role_once_a_user")]

    def __str__(self) -> str:
        return f"{self.user_id} as {self.role_code}"


class Absence(models.Model):
    """Somebody is away, and who does their work meanwhile."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="stands_in_for"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "ends_at"], name="absence_by_user")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="absence_ends_later"),
            models.CheckConstraint(condition=~models.Q(user=models.F("stand_in")), name="absence_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} away until {self.ends_at:%Y-%m-%d %H:%M}"
