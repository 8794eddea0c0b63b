"""How often something may be tried: counted in the database, so that every process sees the same figure."""

from datetime import timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from huitou.accounts.models import Throttle
from huitou.lib import clock

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

# One statement, so that twenty at once are counted as twenty. A window opens with its first hit.
_COUNT = """
INSERT INTO accounts_throttle (bucket, hits, opened_at, closes_at) VALUES (%s, 1, %s, %s)
ON CONFLICT (bucket) DO UPDATE SET
  hits = CASE WHEN accounts_throttle.opened_at <= %s THEN 1 ELSE accounts_throttle.hits + 1 END,
  closes_at = CASE WHEN accounts_throttle.opened_at <= %s THEN excluded.closes_at ELSE accounts_throttle.closes_at END,
  opened_at = CASE WHEN accounts_throttle.opened_at <= %s THEN excluded.opened_at ELSE accounts_throttle.opened_at END
RETURNING hits
"""


class Over(Exception):
    """Tried too often; the middleware answers 429."""


def count(bucket: str, *, limit: int, per: timedelta) -> bool:
    """Count one try; False when there were too many. A store that is down raises: nobody passes uncounted."""
    now = clock.now()
    field = Throttle._meta.get_field("opened_at")
    opened, closes, cutoff = (field.get_db_prep_value(moment, connection) for moment in (now, now + per, now - per))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [_named(bucket), opened, closes, cutoff, cutoff, cutoff])
        hits: int = cursor.fetchone()[0]
    return hits <= limit


def check(bucket: str, *, limit: int, per: timedelta) -> None:
    """The same for callers who have nothing better to say than the general 429 page."""
    if not count(bucket, limit=limit, per=per):
        raise Over(bucket)


def is_over(bucket: str, *, limit: int) -> bool:
    """Whether the limit is used up, without counting this look."""
    return Throttle.objects.filter(bucket=_named(bucket), hits__gte=limit, closes_at__gt=clock.now()).exists()


def forget(*buckets: str) -> None:
    """Start again from nothing: the right person has shown who they are."""
    Throttle.objects.filter(bucket__in=[_named(bucket) for bucket in buckets]).delete()


def prune() -> int:
    """Remove the rows whose window is over."""
    return Throttle.objects.filter(closes_at__lte=clock.now()).delete()[0]


def _named(bucket: str) -> str:
    """`what:who`, where who is hashed under our key: the rows must not become a list of addresses."""
    what, _, who = bucket.partition(":")
    return (
        f"{what}:{salted_hmac('huitou.accounts.throttle', who, algorithm='sha256').hexdigest()[:40]}" if who else what
    )
