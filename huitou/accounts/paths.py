"""Where a page may send the browser next: our own paths only."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_path(url: str | None) -> str:
    """The path if it stays here, else nothing; `//e`, `/\\e`, `https:e` and a leading control sign do not."""
    given = url or ""
    safe = given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if safe and given.isprintable() else ""


def next_path(request: HttpRequest) -> str:
    """What the form or the address says about where to go afterwards."""
    return own_path(request.POST.get("next") or request.GET.get("next"))
