"""My day, the list of cases and the case page; every act on a case comes through one view."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from huitou.accounts import receipts
from huitou.cases import refusals
from huitou.cases.door import get_case, signed_in
from huitou.cases.workflow import Refusal
from huitou.desk import case_page, lists, pages
from huitou.desk.acts import ACTS
from huitou.desk.forms import ActForm
from huitou.files.receiving import Refused

PAGE = 50


@never_cache
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """What is mine and what waits, in the order of what hurts first."""
    return render(request, "desk/day.html", lists.day(signed_in(request)))


@never_cache
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The cases that one may see, by view."""
    view = request.GET.get("view", "open")
    page = pages.of(lists.queryset(signed_in(request), view), request.GET, PAGE)
    rows = lists.rows(page.rows)
    return render(request, "desk/cases.html", {"rows": rows, "page": page, "view": view, "views": lists.VIEWS})


@never_cache
@require_safe
def case(request: HttpRequest, number: int) -> HttpResponse:
    """One case."""
    return _page(request, number)


@never_cache
@require_POST
def act(request: HttpRequest, number: int, noun: str) -> HttpResponse:
    """Do one act on a case; what is refused is said beside what was typed, and nothing typed is lost."""
    chosen = ACTS[noun]
    found = get_case(request, number, can=chosen.ability)
    form = chosen.form(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, number, noun, form, status=400)
    user = signed_in(request)
    once, digest = receipts.of_form(user.key, request)
    try:
        receipts.do_once(once, digest, lambda: chosen.do(found, user, form.cleaned_data), became=found.key)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusals.words(refusal))
        return _page(request, number, noun, form, status=409)
    except Refused as refused:
        form.add_error("pictures", refused.message)
        return _page(request, number, noun, form, status=400)
    messages.success(request, str(chosen.done), extra_tags=f"{noun}-{number}")
    return redirect("desk:case", number=number)


def _page(
    request: HttpRequest, number: int, noun: str = "", form: ActForm | None = None, status: int = 200
) -> HttpResponse:
    user = signed_in(request)
    context = case_page.of(get_case(request, number), user, {noun: form} if form is not None else {})
    return render(request, "desk/case.html", context, status=status)
