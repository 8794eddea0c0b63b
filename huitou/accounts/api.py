"""Who calls the API: the owner of a bearer token, within its scopes."""

from datetime import timedelta
from typing import Annotated

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja import Header
from ninja.security import HttpBearer

from huitou.accounts import throttle, tokens
from huitou.accounts.models import User
from huitou.accounts.receipts import Once

PER_MINUTE = 200
_KEY = "The caller's own name for this request: sent again with the same body within 24 hours, it counts once."
IdempotencyKey = Annotated[str, Header(alias="Idempotency-Key", max_length=200, pattern="^[ -~]*$", description=_KEY)]


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


def once_of(user: User, key: str) -> Once | None:
    """The key of a person's request; keys of different people never meet."""
    return Once(user.key, key) if key else None
