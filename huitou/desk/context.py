"""What the frame of the desk shows on every page of staff."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from huitou.accounts.models import User
from huitou.desk import lists


def waiting(request: HttpRequest) -> dict[str, object]:
    """The counts of the rail; asked of the database only where a rail is drawn."""

    def count() -> dict[str, int]:
        user = getattr(request, "user", None)
        return lists.waiting(user) if isinstance(user, User) else {}

    return {"waiting": SimpleLazyObject(count)}
