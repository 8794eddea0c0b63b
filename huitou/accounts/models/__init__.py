"""Rows about people, where they work, and what they carry to prove who they are."""

from huitou.accounts.models.credentials import ApiToken, PublicLink, SetupCode, Throttle
from huitou.accounts.models.organisation import Branch, Department, Organisation, Team
from huitou.accounts.models.people import Absence, Membership, User, UserRole
from huitou.accounts.models.requests import Receipt

__all__ = [
    "Absence",
    "ApiToken",
    "Branch",
    "Department",
    "Membership",
    "Organisation",
    "PublicLink",
    "Receipt",
    "SetupCode",
    "Team",
    "Throttle",
    "User",
    "UserRole",
]
