"""Errors of the API as RFC 9457 problem details, in the caller's language."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

MEDIA_TYPE = "application/problem+json"


def problem(
    status: int, title: str, *, detail: str = "", errors: Mapping[str, list[str]] | None = None, code: str = ""
) -> JsonResponse:
    """One problem; `errors` names each field with what to do about it, `code` the rule for programs."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    if detail:
        body["detail"] = detail
    if code:
        body["code"] = code
    if errors:
        body["errors"] = [{"field": field, "detail": words} for field, found in errors.items() for words in found]
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def _invalid(request: HttpRequest, error: ValidationError) -> JsonResponse:
    """Each fault by the path of its field; the value itself is not repeated."""
    errors: dict[str, list[str]] = {}
    for one in error.errors:
        path = ".".join(str(part) for part in one["loc"] if part not in ("body", "payload", "query", "path"))
        errors.setdefault(path or "body", []).append(str(one["msg"]))
    return problem(422, _("The request is not as this address expects it."), errors=errors)


def _unauthorised(request: HttpRequest, error: AuthenticationError) -> JsonResponse:
    response = problem(401, _("A valid access token is needed."))
    response["WWW-Authenticate"] = "Bearer"
    return response


def _http(request: HttpRequest, error: HttpError) -> JsonResponse:
    return problem(error.status_code, str(error))


def answer_with_problems(api: NinjaAPI) -> None:
    """Let every error of an API be a problem document."""
    from django.core.exceptions import PermissionDenied
    from django.http import Http404

    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(AuthenticationError, _unauthorised)
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(Http404, lambda request, error: problem(404, _("There is nothing here that you may see.")))
    api.add_exception_handler(PermissionDenied, lambda request, error: problem(403, _("You may see this, not do this.")))
