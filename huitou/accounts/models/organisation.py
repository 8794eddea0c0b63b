"""The organisation whose installation this is, its branches, departments and teams."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from huitou.accounts.naming import said


class Organisation(models.Model):
    """One row: who we are to our customers."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=120, default="")
    name_en = models.CharField(max_length=120, default="")
    phone = models.CharField(max_length=40, default="")
    hours = models.CharField(max_length=200, default="")
    hours_en = models.CharField(max_length=200, default="")
    duty_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(pk=1), name="organisation_is_one_row")]

    def __str__(self) -> str:
        return said(self.name, self.name_en)

    @property
    def key(self) -> str:
        return "organisation:1"

    @property
    def said_hours(self) -> str:
        return said(self.hours, self.hours_en)

    @classmethod
    def current(cls) -> "Organisation":
        """The row, or a blank one before the first set-up, so that every page can be drawn."""
        return cls.objects.select_related("duty_user").first() or cls()


class Branch(models.Model):
    """A place with a door and a phone."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, default="")
    phone = models.CharField(max_length=40, default="")
    address = models.CharField(max_length=200, default="")
    address_en = models.CharField(max_length=200, default="")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return said(self.name, self.name_en)

    @property
    def key(self) -> str:
        return f"branch:{self.pk}"


class Department(models.Model):
    """A trade within the organisation: installation, repair, billing …"""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, default="")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return said(self.name, self.name_en)

    @property
    def key(self) -> str:
        return f"department:{self.pk}"


class Team(models.Model):
    """People who share a queue; one without a branch serves all of them."""

    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, default="")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="teams", null=True, blank=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="teams", null=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["branch__code", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["branch", "name"], name="team_name_once_a_branch")]

    def __str__(self) -> str:
        return said(self.name, self.name_en)

    @property
    def key(self) -> str:
        return f"team:{self.pk}"
