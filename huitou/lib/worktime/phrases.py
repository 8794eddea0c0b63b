"""What a time phrase of a promise means, in Chinese or English, as a moment."""

import re
import unicodedata
from datetime import datetime

from huitou.lib.worktime import phrases_en, phrases_zh
from huitou.lib.worktime.calendars import Calendar
from huitou.lib.worktime.moments import Now, UnknownPhrase
from huitou.lib.worktime.reckoning import instant

LONGEST = 60
_CHINESE = re.compile("[\u3400-\u9fff]")


def phrase_due(phrase: str, now: datetime, calendar: Calendar) -> datetime | None:
    """The due time in UTC; None for a promise without a time (尽快, shortly); raises UnknownPhrase for anything else.

    Days and hours are those of the calendar's time zone.
    """
    if len(phrase) > LONGEST:
        raise UnknownPhrase("that is a text, not a phrase")
    text = unicodedata.normalize("NFKC", phrase).strip(" 。,.!;、")
    language = phrases_zh if _CHINESE.search(text) or re.fullmatch(r"\d{1,2}:\d\d", text) else phrases_en
    try:
        return language.find_due(text, Now(instant(now).astimezone(calendar.zone), calendar))
    except OverflowError as error:
        raise UnknownPhrase(f"{phrase!r} is further away than a calendar goes") from error
