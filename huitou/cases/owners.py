"""Who takes a case on, at once: the fewest open cases among those of the right place who are there."""

from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from huitou.accounts.models import Organisation, User
from huitou.cases.models import Case
from huitou.cases.workflow import Refusal
from huitou.lib.clock import now

if TYPE_CHECKING:
    from huitou.accounts.models import Branch


def choose(branch: "Branch | None", words: str) -> User:
    """A named person.

    Nobody handles a complaint about himself: whoever the words name is passed over. With nobody there, the duty person
    of the organisation takes it; raises Refusal only where no person exists who could.
    """
    candidates = list(_ready(branch)) or list(_ready(None))
    fit = [user for user in candidates if user.name not in words]
    return fit[0] if fit else _duty_person(words)


def _ready(branch: "Branch | None") -> "list[User]":
    handlers = User.objects.on_duty(now()).with_role("handler")
    if branch is not None:
        handlers = handlers.in_branch(branch.pk)
    mine = Case.objects.open().filter(owner=OuterRef("pk")).order_by().values("owner")
    load = Coalesce(Subquery(mine.annotate(count=Count("pk")).values("count")), 0)
    return list(handlers.annotate(load=load).order_by("load", "pk"))


def _duty_person(words: str) -> User:
    duty = Organisation.current().duty_user
    others = User.objects.active().who_can("case.act").order_by("pk")
    for user in [duty, *others]:
        if user is not None and user.is_active and user.name not in words:
            return user
    if duty is None:
        raise Refusal("nobody-there")
    return duty
