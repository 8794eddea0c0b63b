"""Choosing a password: by a link, or knowing the old one."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huitou.accounts import passwords, signing_in
from huitou.accounts.door import the_user
from huitou.accounts.forms import ChangedPassword, Forgotten, NewPassword


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Asking for a link; the answer is the same whoever asks and however often."""
    form = Forgotten(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        passwords.ask(request, form.cleaned_data["email"])
        return render(request, "accounts/forgotten_sent.html", {"email": form.cleaned_data["email"]})
    return render(request, "accounts/forgotten.html", {"form": form}, status=422 if form.is_bound else 200)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, user_id: int, token: str) -> HttpResponseBase:
    """Where the link in the letter leads."""
    user = passwords.find_user(user_id, token)
    if user is None:
        return render(request, "accounts/link_over.html", status=410)
    form = NewPassword(request.POST if request.method == "POST" else None, user=user)
    if form.is_bound and form.is_valid():
        passwords.set_new(user, form.cleaned_data["password"], by=user)
        messages.success(request, _("Your new password holds. Sign in with it."))
        return redirect("signin")
    facts = {"form": form, "person": user}
    return render(request, "accounts/new_password.html", facts, status=422 if form.is_bound else 200)


@never_cache
@sensitive_post_parameters("current", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Another password for whoever knows the present one; every other session ends."""
    user = the_user(request)
    form = ChangedPassword(request.POST if request.method == "POST" else None, user=user)
    if form.is_bound and form.is_valid():
        if signing_in.confirms(user, form.cleaned_data["current"]):
            passwords.set_new(user, form.cleaned_data["password"], by=user)
            update_session_auth_hash(request, user)
            messages.success(request, _("Your new password holds. Every other session has ended."))
            return redirect("me")
        form.add_error("current", _("This is not your present password."))
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.is_bound else 200)
