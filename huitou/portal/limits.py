"""How often one address may do what on the public pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from huitou.accounts import throttle
from huitou.accounts.address import throttle_address


@dataclass(frozen=True)
class Limit:
    """So many in such a time."""

    name: str
    limit: int
    per: timedelta


TELLS = Limit("tell", 20, timedelta(hours=1))
WRITES = Limit("write", 60, timedelta(hours=1))
PICTURES = Limit("picture", 100, timedelta(days=1))
LOST_LINKS = Limit("lost", 20, timedelta(hours=1))
LOST_LINKS_HOUR = Limit("lost-hour", 2, timedelta(hours=1))
LOST_LINKS_DAY = Limit("lost-day", 5, timedelta(days=1))
WRONG_LINKS = Limit("wrong-link", 30, timedelta(minutes=10))


def check(request: HttpRequest, limit: Limit) -> None:
    """Count this request for its address; raises `throttle.Over` when it is one too many."""
    check_for(throttle_address(request), limit)


def check_pictures(request: HttpRequest, uploads: Sequence[UploadedFile]) -> None:
    """Count each picture for its address: nobody fills our disk from one place in a day (B34)."""
    for _upload in uploads:
        check(request, PICTURES)


def check_for(who: str, limit: Limit) -> None:
    """The same for whom somebody writes to."""
    throttle.check(f"{limit.name}:{who}", limit=limit.limit, per=limit.per)


def is_over(request: HttpRequest, limit: Limit) -> bool:
    """Whether this address has used the limit up, without counting."""
    return throttle.is_over(f"{limit.name}:{throttle_address(request)}", limit=limit.limit)
