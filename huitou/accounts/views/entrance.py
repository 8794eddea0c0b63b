"""Signing in and out, the demonstration's people, and the language of the pages."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from huitou.accounts import setup, signing_in, staffing, throttle
from huitou.accounts.forms import SignIn
from huitou.accounts.models import User
from huitou.accounts.paths import next_path
from huitou.lib.language import own_code


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def signin(request: HttpRequest) -> HttpResponseBase:
    """The sign-in page."""
    if request.user.is_authenticated:
        return redirect(next_path(request) or settings.LOGIN_REDIRECT_URL)
    if request.method != "POST":
        return _signin_page(request, SignIn(), status=200)
    form = SignIn(request.POST)
    if not form.is_valid():
        return _signin_page(request, form, status=422)
    try:
        user = signing_in.check(request, form.cleaned_data["email"], form.cleaned_data["password"])
    except throttle.Over:
        return _signin_page(request, form, status=429)
    if user is None:
        form.add_error(None, _("This e-mail address and this password do not belong together. Check both."))
        return _signin_page(request, form, status=422)
    return signing_in.begin(request, user, onward=next_path(request))


@login_not_required
@require_POST
def demonstration(request: HttpRequest) -> HttpResponseBase:
    """Being one of the demonstration's people, by one click."""
    people = signing_in.offered_people(request)
    user: User = get_object_or_404(people, pk=_number(request.POST.get("person")))
    return signing_in.begin(request, user, onward=next_path(request))


@login_not_required
@require_POST
def signout(request: HttpRequest) -> HttpResponse:
    """The end of a session, or of what is left of one."""
    signing_in.end(request)
    return redirect("signin")


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language of the pages, kept in the browser, and with the person who is signed in."""
    chosen = request.POST.get("language", "")
    response = redirect(next_path(request) or "/")
    if chosen in {code for code, _name in settings.LANGUAGES} | {"zh"}:
        signing_in.speak(response, own_code(chosen))
        if isinstance(request.user, User):
            staffing.speak(request.user, own_code(chosen))
    return response


def _signin_page(request: HttpRequest, form: SignIn, *, status: int) -> HttpResponse:
    facts = {
        "form": form,
        "next": next_path(request),
        "people": signing_in.offered_people(request),
        "waits": status == 429,
        "setup_needed": setup.is_needed(),
    }
    return render(request, "accounts/signin.html", facts, status=status)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else 0
