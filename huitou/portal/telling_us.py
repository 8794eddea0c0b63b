"""The first page: what happened, how to reach you, and words back at once."""

from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huitou.accounts.receipts import FORM_KEPT, AlreadyUsed, Once
from huitou.accounts.throttle import Over
from huitou.intake.given import Given, Refused
from huitou.intake.receiving import Received, receive
from huitou.lib.language import page_language
from huitou.portal import limits, wording
from huitou.portal.forms import TellForm
from huitou.standards import clocks


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """Ask for two answers; take them."""
    if request.method != "POST":
        asked = {name: request.GET[name] for name in ("product", "branch") if name in request.GET}
        return _page(request, TellForm(initial={"form_key": uuid4(), **asked}))
    form = TellForm(request.POST, request.FILES)
    try:
        limits.check(request, limits.TELLS)
        if form.is_valid():
            limits.check_pictures(request, form.cleaned_data["pictures"])
            return _heard(_receive(form))
        return _page(request, form, status=400)
    except Refused as refused:
        form.add_faults(refused.errors)
        return _page(request, form, status=400)
    except AlreadyUsed:
        return _used_key(request, form)
    except Over:
        form.add_error(None, wording.too_often())
        return _page(request, form, status=429)


def _receive(form: TellForm) -> Received:
    answers = form.cleaned_data
    given = Given(
        words=answers["words"],
        reach=answers["reach"],
        name=answers["name"],
        wish=answers["wish"],
        product=answers["product"],
        branch=answers["branch"],
        # Chinese pages are also what a browser of any other language gets: the words themselves tell.
        language="en" if page_language() == "en" else "",
        uploads=answers["pictures"],
    )
    key = answers["form_key"]
    return receive(given, channel="web", once=Once("web", str(key), FORM_KEPT) if key else None)


def _heard(received: Received) -> HttpResponse:
    link = received.link
    assert link is not None  # the web is a door for complaints, and a complaint has a case
    return redirect("portal:heard", token=link.token)


def _used_key(request: HttpRequest, form: TellForm) -> HttpResponse:
    """The page was sent before with other words (browser back): these are new words, under a new key."""
    data = request.POST.copy()
    data["form_key"] = str(uuid4())
    again = TellForm(data, request.FILES)
    again.add_error(
        None, _("We already have what you sent from this page. If this is something new, please send it again.")
    )
    return _page(request, again, status=409)


def _page(request: HttpRequest, form: TellForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "answer_by": clocks.would_end("first-answer")}
    return render(request, "portal/tell.html", context, status=status)
