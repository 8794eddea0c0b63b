"""How the keys of this app are shown, and who may see behind them."""

from django.urls import reverse

from huitou.accounts.models import Branch, Department, Organisation, Team, User
from huitou.ledger import subjects


def _user_url(pk: int) -> str:
    return reverse("person", args=[pk])


def _user_seen(user: User, pk: int) -> bool:
    return user.pk == pk or user.can("people.manage")


def _everybody(_user: User, _pk: int) -> bool:
    return True


def register() -> None:
    """Called once, when the app is ready."""
    subjects.register("user", title=lambda pk: User.objects.get(pk=pk).name, url=_user_url, visible_to=_user_seen)
    subjects.register("organisation", title=lambda _pk: str(Organisation.current()), visible_to=_everybody)
    subjects.register("branch", title=lambda pk: str(Branch.objects.get(pk=pk)), visible_to=_everybody)
    subjects.register("department", title=lambda pk: str(Department.objects.get(pk=pk)), visible_to=_everybody)
    subjects.register("team", title=lambda pk: str(Team.objects.get(pk=pk)), visible_to=_everybody)
