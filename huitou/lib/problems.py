"""Errors of the API as RFC 9457 problem details, in the caller's language."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, JsonResponse, UnreadablePostError
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser

from huitou.lib import faults

MEDIA_TYPE = "application/problem+json"


class Fault(Schema):
    """One field and what to do about it."""

    field: str
    detail: str


class Problem(Schema):
    """What went wrong: `title` for people, `code` for programs, `errors` field by field."""

    type: str
    title: str
    status: int
    code: str = ""
    errors: list[Fault] = Field(default_factory=list)


def problem(status: int, title: str, *, errors: Mapping[str, list[str]] | None = None, code: str = "") -> JsonResponse:
    """One problem; `errors` names each field with what to do about it, `code` the rule for programs."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    if code:
        body["code"] = code
    if errors:
        body["errors"] = [{"field": field, "detail": words} for field, found in errors.items() for words in found]
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def title_of(status: int) -> str:
    """What is said of a status where nobody has said more."""
    return {
        400: _("The request could not be read."),
        401: _("A valid access token is needed."),
        403: _("You may see this, not do this."),
        404: _("There is nothing here that you may see."),
        405: _("This address does not take this method."),
        413: _("The request is too large."),
        415: _("The body must be JSON, with the Content-Type application/json."),
        422: _("This cannot be taken as it is."),
        429: _("Too many requests. Please wait a minute."),
        503: _("We cannot take anything in just now. Please send it again in a minute; nothing was stored."),
    }.get(status, _("Something broke on our side. It is not your fault; please try again in a minute."))


class NotJson(Exception):
    """A body of another type; a browser sends those to any site without asking."""


class NotObject(Exception):
    """JSON, but no fields in it."""


class JsonOnly(Parser):
    """Reads bodies that say they are JSON, and are an object."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise NotJson
        body = super().parse_body(request)
        if not isinstance(body, dict):
            raise NotObject
        return body


def _invalid(request: HttpRequest, error: Any) -> JsonResponse:
    """Each fault by the path of its field; the value itself is not repeated."""
    errors: dict[str, list[str]] = {}
    for one in error.errors:
        errors.setdefault(faults.field_of(one), []).append(faults.words_of(one))
    return problem(422, title_of(422), errors=errors)


def _unauthorised(request: HttpRequest, error: Any) -> JsonResponse:
    response = problem(401, title_of(401))
    response["WWW-Authenticate"] = "Bearer"
    return response


def _http(request: HttpRequest, error: Any) -> JsonResponse:
    if isinstance(error.__cause__, NotObject):
        return problem(422, title_of(422), errors={"body": [faults.words_of({"type": "dict_type"})]})
    status = 415 if isinstance(error.__cause__, NotJson) else error.status_code
    return problem(status, title_of(status))


def _always(status: int) -> Callable[[HttpRequest, Any], JsonResponse]:
    """A handler with the usual words."""
    return lambda request, error: problem(status, title_of(status))


def answer_with_problems(api: NinjaAPI) -> None:
    """Let every error of an API be a problem document."""
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(AuthenticationError, _unauthorised)
    api.add_exception_handler(HttpError, _http)
    for raised, status in (
        (Http404, 404),
        (PermissionDenied, 403),
        (RequestDataTooBig, 413),
        (SuspiciousOperation, 400),
        (UnreadablePostError, 400),
    ):
        api.add_exception_handler(raised, _always(status))


def describe(document: dict[str, Any]) -> dict[str, Any]:
    """Name in an OpenAPI document the problems that each operation may answer with."""
    schemas = document["components"]["schemas"]
    schemas["Fault"] = Fault.model_json_schema()
    schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas["Problem"].pop("$defs", None)
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            for status in _statuses(path, method, operation):
                operation["responses"].setdefault(status, _answer(status))
    return document


def _statuses(path: str, method: str, operation: Mapping[str, Any]) -> list[int]:
    """Which problems an operation has by its shape."""
    rules = {
        400: "requestBody" in operation,
        401: "security" in operation,
        403: "security" in operation,
        404: "{" in path,
        409: method == "post",
        413: "requestBody" in operation,
        415: "requestBody" in operation,
        422: bool("requestBody" in operation or operation.get("parameters")),
        429: True,
    }
    return [status for status, holds in rules.items() if holds]


def _answer(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
