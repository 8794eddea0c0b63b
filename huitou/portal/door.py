"""The customer's door: one private link opens one matter."""

from django.http import Http404, HttpRequest

from huitou.accounts import links
from huitou.accounts.models import PublicLink
from huitou.accounts.throttle import Over
from huitou.cases import telling
from huitou.cases.models import Case
from huitou.portal import limits

RELATED = ("customer", "contact", "branch", "product", "owner", "ask", "solution__proposed_by")


def get_matter(request: HttpRequest, token: str) -> tuple[Case, PublicLink]:
    """The case behind a private link; guessing is slowed down, and a wrong link looks like no page at all."""
    if limits.is_over(request, limits.WRONG_LINKS):
        raise Over
    link = links.find(telling.PURPOSE, token)
    if link is None:
        limits.check(request, limits.WRONG_LINKS)
        raise Http404
    case = Case.objects.select_related(*RELATED).filter(pk=link.subject.removeprefix("case:")).first()
    if case is None:
        raise Http404
    return case, link
