"""The words as they came, whether or not a case follows."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from huitou.accounts import scope
from huitou.accounts.models import Team
from huitou.cases.models.case import Case
from huitou.lib.clock import now

if TYPE_CHECKING:
    from huitou.accounts.models import User

KINDS = ("dissatisfaction", "grumble", "complaint", "praise")
CHANNELS = ("web", "api", "phone", "counter", "email", "note", "survey", "import")


class VoiceQuerySet(models.QuerySet["Voice"]):
    """Voices, by what is to be done about them."""

    def visible_to(self, user: "User") -> "VoiceQuerySet":
        """The permission door: one that has joined a case is seen through it, and in no other way."""
        joined = Q() if user.can("case.see_all") else Q(case__in=Case.objects.visible_to(user).values("pk"))
        return self.filter(Q(case__isnull=False) & joined | Q(case=None) & _still_alone(user))

    def waiting(self) -> "VoiceQuerySet":
        """Those that nobody has made a case of, or laid aside."""
        return self.filter(case=None, heard_at=None)


def _still_alone(user: "User") -> Q:
    """All of them, those of one's branches or of no branch, or those one wrote down."""
    if user.can("voice.see_all"):
        return Q()
    written = Q(received_by=user.key)
    if not user.can("case.see_team"):
        return written if user.can("voice.note") else Q(pk__in=[])
    places = Team.objects.filter(pk__in=scope.team_ids(user)).order_by().values("branch")
    return written | Q(branch=None) | Q(branch__in=places)


class Voice(models.Model):
    """One customer's words in one moment; immutable but for the depth that a person gives it and the case it joins."""

    customer = models.ForeignKey("customers.Customer", models.PROTECT, null=True, related_name="voices")
    contact = models.ForeignKey("customers.ContactPoint", models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="voices")
    branch = models.ForeignKey("accounts.Branch", models.PROTECT, null=True, related_name="+")
    product = models.ForeignKey("catalogue.Product", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    why_code = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=20)
    origin = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=2)
    words = models.TextField()
    wish = models.TextField(blank=True)
    # The line as this person typed it; the contact is shared with whoever else names the same address.
    reach = models.CharField(max_length=200, blank=True)
    family_code = models.CharField(max_length=40)
    severity = models.PositiveSmallIntegerField()
    acknowledgement = models.TextField()
    received_by = models.CharField(max_length=40)
    received_at = models.DateTimeField(default=now)
    heard_at = models.DateTimeField(null=True)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["-id"], name="voice_waiting", condition=models.Q(case=None, heard_at=None)),)

    @property
    def key(self) -> str:
        return f"voice:{self.pk}"
