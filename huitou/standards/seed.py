"""The calendar and the standards that ship, as rows that the house may then change."""

from datetime import date
from typing import Any

from huitou.lib import worktime

CALENDAR = "cn"
STANDARDS = {
    # All in working time: nobody is promised a call at night before the product can wake somebody for it.
    "first-answer": "2 working hours",
    "first-answer-serious": "60 working minutes",
    "first-answer-grave": "15 working minutes",
    "decision": "1 working day",
    "solution": "5 working days",
    "look-at": "3 working days",
}
ALWAYS = date(2000, 1, 1)


def plant(calendars: Any, standards: Any) -> None:
    """Add the shipped rows that are missing; called by the migration, and again where a database was emptied since.

    The models are given because a migration has its own.
    """
    if not calendars.objects.filter(code=CALENDAR).exists():
        calendars.objects.get_or_create(code=CALENDAR, version=1, defaults={"data": worktime.shipped(CALENDAR)})
    for code, within in STANDARDS.items():
        standards.objects.get_or_create(
            code=code, in_force_from=ALWAYS, defaults={"within": within, "calendar_code": CALENDAR}
        )
