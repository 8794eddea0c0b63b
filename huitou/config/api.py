"""The API of version 1: its routers, its errors, its documents."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from huitou import __version__
from huitou.accounts.receipts import AlreadyUsed
from huitou.accounts.throttle import Over
from huitou.cases import api as cases
from huitou.cases import refusals
from huitou.cases.workflow import Refusal
from huitou.intake import api as intake
from huitou.lib.problems import JsonOnly, answer_with_problems, describe, problem, title_of


class Api(NinjaAPI):
    """One whose document also names the errors of each operation."""

    def get_openapi_schema(self, **given: Any) -> Any:
        return describe(super().get_openapi_schema(**given))


api = Api(
    title="Huitou",
    version=__version__,
    description="Complaints in, cases on, customers back.",
    docs_url=None,
    urls_namespace="api-1",
    parser=JsonOnly(),
)
answer_with_problems(api)
api.add_router("", intake.router)
api.add_router("", cases.router)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A rule of the method says no: 409, with the rule's code and the words that say what to do."""
    errors = {refusal.field: [refusals.words(refusal)]} if refusal.field else None
    return problem(409, refusals.words(refusal), code=refusal.code, errors=errors)


@api.exception_handler(AlreadyUsed)
def used(request: HttpRequest, error: AlreadyUsed) -> HttpResponse:
    """The Idempotency-Key stands for another request."""
    return problem(409, _("This key came before with another body."), code="key-used")


@api.exception_handler(Over)
def over(request: HttpRequest, error: Over) -> HttpResponse:
    """Too many requests."""
    answer = problem(429, title_of(429))
    answer["Retry-After"] = "60"
    return answer
