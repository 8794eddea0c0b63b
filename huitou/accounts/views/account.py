"""What people look after themselves: their own particulars, their absence, their keys for programs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from huitou.accounts import staffing, tokens
from huitou.accounts.door import the_user
from huitou.accounts.forms import Away, Profile, Token
from huitou.accounts.models import User
from huitou.accounts.signing_in import speak
from huitou.accounts.wording import ABILITY_NAMES
from huitou.lib import clock


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """My account."""
    user = the_user(request)
    form = Profile(request.POST if request.method == "POST" else None, initial=profile_of(user))
    if form.is_bound and form.is_valid():
        staffing.describe(user, by=user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        response = redirect("me")
        speak(response, user.language)
        return response
    facts = {"form": form, "away": Away(user=user), "absences": coming_absences(user)}
    return render(request, "accounts/account.html", facts, status=422 if form.is_bound else 200)


@require_POST
def own_absence(request: HttpRequest) -> HttpResponse:
    """I am away from then to then."""
    user = the_user(request)
    form = Away(request.POST, user=user)
    if form.is_valid() and _is_set(form, user, by=user):
        messages.success(request, _("Noted. Have a good time."))
        return redirect("me")
    facts = {"form": Profile(initial=profile_of(user)), "away": form, "absences": coming_absences(user)}
    return render(request, "accounts/account.html", facts, status=422)


@require_POST
def own_absence_end(request: HttpRequest, absence_id: int) -> HttpResponse:
    """I am back."""
    user = the_user(request)
    staffing.end_absence(get_object_or_404(user.absences, pk=absence_id), by=user)
    return redirect("me")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_tokens(request: HttpRequest) -> HttpResponse:
    """My keys for programs; a new one is shown in the answer to this request and never again."""
    user = the_user(request)
    form = Token(request.POST if request.method == "POST" else None, user=user)
    shown = ""
    if form.is_bound and form.is_valid():
        _token, shown = tokens.make(user, by=user, **form.cleaned_data)
        form = Token(user=user)
    facts = {"form": form, "shown": shown, "tokens": _listed(user)}
    return render(request, "accounts/tokens.html", facts, status=422 if form.is_bound else 200)


@require_POST
def token_revocation(request: HttpRequest, token_id: int) -> HttpResponse:
    """The end of a key."""
    user = the_user(request)
    tokens.revoke(get_object_or_404(user.api_tokens, pk=token_id), by=user)
    messages.success(request, _("The key no longer works."))
    return redirect("tokens")


def profile_of(user: User) -> dict[str, str]:
    return {"name": user.name, "direct_line": user.direct_line, "language": user.language}


def coming_absences(user: User) -> object:
    return user.absences.filter(ends_at__gt=clock.now()).select_related("stand_in").order_by("starts_at")


def _is_set(form: Away, user: User, *, by: User) -> bool:
    try:
        staffing.set_absence(user, by=by, **form.cleaned_data)
    except staffing.Refused as refused:
        form.add_error(None, refused.message)
        return False
    return True


def _listed(user: User) -> list[dict[str, object]]:
    held = user.api_tokens.filter(revoked_at=None)
    return [{"token": token, "may": [ABILITY_NAMES.get(code, code) for code in token.scopes]} for token in held]
