"""The permission door: every view names the ability it needs; what is not granted is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from huitou.accounts.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def require(who: HttpRequest | User | AnonymousUser, ability: str) -> User:
    """The person, if they may; PermissionDenied otherwise."""
    user = who.user if isinstance(who, HttpRequest) else who
    if isinstance(user, User) and user.can(ability):
        return user
    raise PermissionDenied(ability)


def needs(ability: str) -> Callable[[View[P]], View[P]]:
    """Let a view run only for people with the ability; `view.needs` tells the permission table which."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            require(request, ability)
            return view(request, *args, **kwargs)

        guarded.needs = ability  # type: ignore[attr-defined]
        return guarded

    return decorate


def the_user(request: HttpRequest) -> User:
    """Whoever is signed in, for a view that everybody of ours may open."""
    if isinstance(request.user, User):
        return request.user
    raise PermissionDenied("nobody")
