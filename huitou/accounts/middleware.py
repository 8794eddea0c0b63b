"""Who is not signed in is asked to; who tries too often is told to wait."""

import time
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render, resolve_url

from huitou.accounts import throttle
from huitou.accounts.models import User
from huitou.accounts.paths import own_path

# Moving the end of an idle session costs a write; ten minutes of twelve hours are exact enough.
_TOUCH_SECONDS: Final = 600
_RETRY_SECONDS: Final = 1800


class SignInRequired(LoginRequiredMiddleware):
    """Every view needs a signed-in person unless it says otherwise, and its session keeps in step with it."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        # Asked first: a public page must not cost the look-up of a person.
        if not getattr(view_func, "login_required", True):
            return None
        if isinstance(request.user, User):
            _keep(request, request.user)
            return None
        return self._ask(request, view_func)

    def _ask(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseBase:
        address = self.get_login_url(view_func)
        if request.headers.get("HX-Request"):
            # htmx would put the whole sign-in page into the fragment's place.
            shown = urlsplit(request.headers.get("HX-Current-URL", ""))
            onward = redirect_to_login(own_path(shown.path), resolve_url(address))
            return HttpResponse(status=401, headers={"HX-Redirect": onward.url})
        path = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
        return redirect_to_login(own_path(path), resolve_url(address))


class TooOften:
    """Answers 429 wherever a limit was passed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if not isinstance(exception, throttle.Over):
            return None
        response = render(request, "429.html", status=429)
        response["Retry-After"] = str(_RETRY_SECONDS)
        return response


def _keep(request: HttpRequest, user: User) -> None:
    """A new key when rights have changed, a later end while somebody works."""
    session = request.session
    if session.get("privileges") != user.privileges_version:
        if "privileges" in session:
            session.cycle_key()
        session["privileges"] = user.privileges_version
    now = int(time.time())
    if now - session.get("touched_at", 0) > _TOUCH_SECONDS:
        session["touched_at"] = now
