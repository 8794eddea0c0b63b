"""The pages behind a private link: reading, writing, answering, and getting the link again."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huitou.cases import lost_links, refusals, telling
from huitou.cases.models import Case
from huitou.cases.workflow import NOT_CONTENT, Refusal
from huitou.customers import reach as reaches
from huitou.files import receiving as files
from huitou.files.models import File
from huitou.files.serving import serve
from huitou.portal import limits, matter, qr
from huitou.portal.door import get_matter
from huitou.portal.forms import AnswerForm, ContentmentForm, LostLinkForm, MessageForm, WithdrawalForm

Form = MessageForm | AnswerForm | ContentmentForm | WithdrawalForm


def language() -> str:
    """The language of the page in our own two codes."""
    return "en" if (get_language() or "").startswith("en") else "zh"


@login_not_required
@never_cache
@require_safe
def heard(request: HttpRequest, token: str) -> HttpResponse:
    """We heard you: the fitted words, who cares for it, what happens next and by when."""
    case, link = get_matter(request, token)
    voice = case.voices.order_by("id").first()
    address = telling.address_of(link)
    context = {"case": case, "voice": voice, "token": token, "address": address, "qr": qr.svg(address)}
    return render(request, "portal/heard.html", {**context, "matter": matter.of(case, language())})


@login_not_required
@never_cache
@require_safe
def my_matter(request: HttpRequest, token: str) -> HttpResponse:
    """The whole matter."""
    case, _link = get_matter(request, token)
    return _page(request, token, case)


@login_not_required
@never_cache
@require_POST
def message(request: HttpRequest, token: str) -> HttpResponse:
    """The customer writes."""

    def write(case: Case, form: Form) -> None:
        uploads = form.cleaned_data["pictures"]
        if faults := files.check(uploads):
            raise files.Refused("pictures", " ".join(faults))
        case.hear(by=case.customer, words=form.cleaned_data["words"], uploads=uploads)

    return _take(request, token, MessageForm(request.POST, request.FILES), write, _("Thank you. It has reached us."))


@login_not_required
@never_cache
@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The customer accepts or declines what we offered."""

    def take(case: Case, form: Form) -> None:
        given = form.cleaned_data
        if case.solution_id != given["solution"]:
            raise Refusal("other-solution")
        act = case.accept_solution if given["answer"] == "accepted" else case.decline_solution
        act(by=case.customer, words=given["words"])

    return _take(request, token, AnswerForm(request.POST), take, _("Thank you for your answer."))


@login_not_required
@never_cache
@require_POST
def contentment(request: HttpRequest, token: str) -> HttpResponse:
    """The customer is content, or not."""
    form = ContentmentForm(request.POST)

    def take(case: Case, form: Form) -> None:
        case.evaluate(by=case.customer, **form.cleaned_data)

    said_no = request.POST.get("contentment") == NOT_CONTENT
    thanks = (
        _("Thank you for saying so. We take it up again at once.") if said_no else _("Thank you. That is good to hear.")
    )
    return _take(request, token, form, take, thanks)


@login_not_required
@never_cache
@require_POST
def withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    """The customer takes the matter back."""

    def take(case: Case, form: Form) -> None:
        case.withdraw(by=case.customer, words=form.cleaned_data["words"])

    return _take(
        request,
        token,
        WithdrawalForm(request.POST),
        take,
        _("The matter is withdrawn. You can write to us here at any time."),
    )


@login_not_required
@never_cache
@require_safe
def file(request: HttpRequest, token: str, pk: UUID) -> HttpResponseBase:
    """A picture of this conversation; of no other."""
    case, _link = get_matter(request, token)
    found = get_object_or_404(File, pk=pk)
    if found.subject not in matter.subjects_of(case):
        raise Http404
    return serve(request, found, clean=True)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest) -> HttpResponse:
    """Send the link again, only to the contact that the case knows; the answer tells nothing else."""
    if request.method != "POST":
        return render(request, "portal/lost_link.html", {"form": LostLinkForm()})
    limits.check(request, limits.LOST_LINKS)
    form = LostLinkForm(request.POST)
    if not form.is_valid():
        return render(request, "portal/lost_link.html", {"form": form}, status=400)
    reach = reaches.parse(form.cleaned_data["reach"])
    limits.check_for(reach.value, limits.LOST_LINKS_HOUR)
    limits.check_for(reach.value, limits.LOST_LINKS_DAY)
    lost_links.send_again(form.cleaned_data["number"], reach)
    return render(request, "portal/lost_link.html", {"form": form, "sent": True})


def _take(request: HttpRequest, token: str, form: Form, act: Callable[[Case, Form], None], thanks: str) -> HttpResponse:
    """One act of the customer: what is refused is said beside what was typed."""
    limits.check(request, limits.WRITES)
    case, link = get_matter(request, token)
    if not form.is_valid():
        return _page(request, token, case, form, status=400)
    try:
        act(case, form)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusals.words(refusal))
        return _page(request, token, case, form, status=409)
    except files.Refused as refused:
        form.add_error("pictures", refused.message)
        return _page(request, token, case, form, status=400)
    telling.trust(case, link)
    messages.success(request, thanks)
    return redirect("portal:matter", token=token)


def _page(request: HttpRequest, token: str, case: Case, form: Form | None = None, status: int = 200) -> HttpResponse:
    case.refresh_from_db(from_queryset=Case.objects.select_related("customer", "contact", "owner", "solution"))
    forms = {
        "message": MessageForm(),
        "answer": AnswerForm(),
        "contentment": ContentmentForm(),
        "withdrawal": WithdrawalForm(),
    }
    if form is not None:
        forms[type(form).__name__.removesuffix("Form").lower()] = form
    context = {"matter": matter.of(case, language()), "case": case, "token": token, "forms": forms}
    return render(request, "portal/matter.html", context, status=status)
