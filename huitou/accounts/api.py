"""Who calls the API: the owner of a bearer token, within its scopes."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja.security import HttpBearer

from huitou.accounts import throttle, tokens
from huitou.accounts.models import User

PER_MINUTE = 200


class Bearer(HttpBearer):
    """A personal token in the Authorization header; nowhere else."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        user = tokens.find_user(token)
        if user is not None:
            throttle.check(f"token:{user.token_key}", limit=PER_MINUTE, per=timedelta(minutes=1))
            request.user = user
        return user


bearer = Bearer()


def person(request: HttpRequest) -> User:
    """The person behind a request that passed `bearer`."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
