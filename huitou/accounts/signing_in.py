"""Checking who somebody is, counting the tries, and beginning and ending their session."""

from datetime import timedelta
from typing import Final

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from huitou.accounts import throttle
from huitou.accounts.address import is_loopback, throttle_address
from huitou.accounts.models import Organisation, User
from huitou.accounts.models.people import UserQuerySet, normalise_email
from huitou.ledger import record
from huitou.lib.language import django_code

TRIES: Final = 5
HALF_HOUR: Final = timedelta(minutes=30)
# An office shares one address, so the limit for an address is wide and counts failures only.
FAILURES_OF_ADDRESS: Final = 100


def check(request: HttpRequest, email: str, password: str) -> User | None:
    """The person with this password, or nobody; raises throttle.Over at the sixth try of half an hour.

    The try is counted before the password is looked at, and for unknown addresses too:
    neither speed nor the answer tells whether there is such a person.
    """
    address = f"signin-address:{throttle_address(request)}"
    if throttle.is_over(address, limit=FAILURES_OF_ADDRESS):
        raise throttle.Over(address)
    throttle.check(_bucket(email), limit=TRIES, per=HALF_HOUR)
    user = authenticate(request, username=email, password=password)
    if not isinstance(user, User):
        throttle.count(address, limit=FAILURES_OF_ADDRESS, per=throttle.HOUR)
        return None
    forgive(user)
    return user


def confirms(user: User, password: str) -> bool:
    """Whether somebody who is signed in knows their password; counted like a sign-in."""
    throttle.check(_bucket(user.email), limit=TRIES, per=HALF_HOUR)
    if not user.check_password(password):
        return False
    forgive(user)
    return True


def forgive(user: User) -> None:
    """Forget the failures of whoever has just shown who they are."""
    throttle.forget(_bucket(user.email))


def begin(request: HttpRequest, user: User, *, onward: str = "") -> HttpResponseBase:
    """Start the session, after the second factor where there is one."""
    return perform_login(request, user, redirect_url=onward or None)


def welcome(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """What happens once somebody is in: it is written down, and pages speak their language."""
    with transaction.atomic():
        record("user.signed_in", user, by=user)
    speak(response, user.language)


def speak(response: HttpResponse, language: str) -> None:
    """Let the browser remember a language of ours ("zh" or "en")."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        django_code(language),
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


def end(request: HttpRequest) -> None:
    """End the session on the server, not only in the browser."""
    user = request.user
    if isinstance(user, User):
        with transaction.atomic():
            record("user.signed_out", user, by=user)
    logout(request)


def offered_people(request: HttpRequest) -> UserQuerySet:
    """Whom the demonstration lets one be by one click: nobody but in its own database and on this machine."""
    people: UserQuerySet = User.objects.active()
    if not is_loopback(request) or not Organisation.current().is_demonstration:
        return people.none()
    return people.prefetch_related("user_roles").order_by("pk")


def _bucket(email: str) -> str:
    return f"signin:{normalise_email(email)}"
