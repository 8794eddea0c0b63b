"""Voices that are no case yet: written down by a colleague, given a depth, heard, or made a complaint in one act."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huitou.accounts.door import needs
from huitou.accounts.models import User
from huitou.accounts.receipts import FORM_KEPT, AlreadyUsed, Once
from huitou.cases import depth, refusals
from huitou.cases.door import get_voice, signed_in
from huitou.cases.models import Case, Voice
from huitou.cases.workflow import Refusal
from huitou.desk import depths, pages
from huitou.desk.forms import KindForm, VoiceForm
from huitou.intake.given import Given, Refused
from huitou.intake.receiving import receive

PAGE = 50


@never_cache
@require_safe
def voices(request: HttpRequest) -> HttpResponse:
    """All voices that one may see; the waiting ones first when asked."""
    found = Voice.objects.visible_to(signed_in(request)).select_related("customer", "branch", "product", "case")
    if request.GET.get("view", "waiting") == "waiting":
        found = found.waiting()
    page = pages.of(found, request.GET, PAGE)
    context = {"page": page, "view": request.GET.get("view", "waiting"), **_names()}
    return render(request, "desk/voices.html", context)


@never_cache
@require_safe
def voice(request: HttpRequest, number: int) -> HttpResponse:
    """One voice."""
    user, found = signed_in(request), get_voice(request, number, can="")
    rights = {"may_act": user.can("case.act"), "may_note": user.can("voice.note")}
    context = {"voice": found, "why": depths.WHY.get(found.why_code, ""), **rights, **_names()}
    return render(request, "desk/voice.html", context)


@never_cache
@needs("voice.note")
@require_http_methods(["GET", "HEAD", "POST"])
def new_voice(request: HttpRequest) -> HttpResponse:
    """Write down what a customer said to us."""
    if request.method != "POST":
        return _new_page(request, VoiceForm(initial={"channel": "phone", "form_key": uuid4()}))
    form = VoiceForm(request.POST)
    if not form.is_valid():
        return _new_page(request, form, status=400)
    given = form.cleaned_data
    channel, kind, key = given.pop("channel"), given.pop("kind"), given.pop("form_key")
    user = signed_in(request)
    once = Once(user.key, str(key), FORM_KEPT) if key else None
    try:
        received = receive(Given(**given), channel=channel, kind=kind, by=user, once=once)
    except Refused as refused:
        for name, words in refused.errors.items():
            form.add_error(name if name in form.fields else None, words)
        return _new_page(request, form, status=400)
    except AlreadyUsed:
        form.add_error(None, _("This page was already sent. Open a new one for another voice."))
        return _new_page(request, form, status=409)
    messages.success(request, _("Written down."), extra_tags="new-voice")
    return redirect("desk:voice", number=received.voice.pk) if received.case is None else _to_case(user, received.case)


@never_cache
@require_POST
def complaint(request: HttpRequest, number: int) -> HttpResponse:
    """A grumble becomes a complaint; nothing is typed twice."""
    user = signed_in(request)
    try:
        case = depth.make_complaint_of(number, by=user)
    except Refusal as refusal:
        messages.error(request, refusals.words(refusal))
        return redirect("desk:voice", number=number)
    messages.success(request, _("It is a complaint now."), extra_tags="new-complaint")
    return _to_case(user, case)


@never_cache
@require_POST
def kind(request: HttpRequest, number: int) -> HttpResponse:
    """A person gives it another depth."""
    voice = get_voice(request, number)
    form = KindForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the depth."))
        return redirect("desk:voice", number=number)
    try:
        depth.change_kind(voice, form.cleaned_data["kind"], by=signed_in(request))
    except Refusal as refusal:
        messages.error(request, refusals.words(refusal))
    return redirect("desk:voice", number=number)


@never_cache
@require_POST
def hearing(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody has taken note; no case is needed."""
    depth.mark_heard(get_voice(request, number), by=signed_in(request))
    messages.success(request, _("Noted."))
    return redirect("desk:voices")


def _to_case(user: User, case: Case) -> HttpResponse:
    """Whoever passed it on to another team does not see what becomes of it."""
    if Case.objects.visible_to(user).filter(pk=case.pk).exists():
        return redirect("desk:case", number=case.pk)
    return redirect("desk:voices")


def _new_page(request: HttpRequest, form: VoiceForm, status: int = 200) -> HttpResponse:
    heard = {code: depths.CHANNELS[code] for code, _name in VoiceForm.CHANNELS}
    return render(request, "desk/new_voice.html", {"form": form, "heard": heard, **_names()}, status=status)


def _names() -> dict[str, object]:
    return {"kinds": depths.NAMES, "channels": depths.CHANNELS}
