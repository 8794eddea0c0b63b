"""What a caller gets when something fails outside of any view: a problem for programs, a page for people, no stack."""

import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

from huitou.lib.problems import MEDIA_TYPE, problem, title_of

PROGRAMS = "/api/"
# What a watcher, a browser and a proxy need to know stays on the answer.
_KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


class ProblemsForPrograms:
    """Every error under /api/ is a problem document, also those that Django itself answers with a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code < 400 or not request.path.startswith(PROGRAMS):
            return answer
        if answer.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
            return answer
        told: HttpResponse = problem(answer.status_code, title_of(answer.status_code))
        for name in _KEPT:
            if name in answer.headers:
                told[name] = answer.headers[name]
        return told


def server_error(request: HttpRequest) -> HttpResponse:
    """500; or 503 when it is the database that does not answer, so that whoever sent something sends it again."""
    is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    # Without the request: what the page usually shows around its words might need what has just failed.
    answer = HttpResponse(loader.get_template("500.html").render(), status=503 if is_away else 500)
    if is_away:
        answer["Retry-After"] = "30"
    return answer
