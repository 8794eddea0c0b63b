"""The pages behind a private link: reading, writing, answering, and getting the link again."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huitou.accounts import receipts
from huitou.accounts.throttle import Over
from huitou.cases import lost_links, telling
from huitou.cases.models import Case
from huitou.cases.workflow import NOT_CONTENT, Refusal
from huitou.customers import reach as reaches
from huitou.files import receiving as files
from huitou.files.models import File
from huitou.files.serving import serve
from huitou.files.views import refuse
from huitou.lib.language import page_language
from huitou.portal import limits, matter, qr, wording
from huitou.portal.door import RELATED, get_matter
from huitou.portal.forms import AnswerForm, ContentmentForm, LostLinkForm, MessageForm, WithdrawalForm

Form = MessageForm | AnswerForm | ContentmentForm | WithdrawalForm


@login_not_required
@never_cache
@require_safe
def heard(request: HttpRequest, token: str) -> HttpResponse:
    """We heard you: the fitted words, who cares for it, what happens next and by when."""
    case, link = get_matter(request, token)
    voice = case.voices.order_by("id").first()
    address = telling.address_of(link)
    context = {"case": case, "voice": voice, "token": token, "address": address, "qr": qr.svg(address)}
    more = {"matter": matter.of(case, page_language()), "form_key": uuid4(), "forms": {"message": MessageForm()}}
    return render(request, "portal/heard.html", context | more)


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
        case.hear(by=case.customer, words=form.cleaned_data["words"], uploads=form.cleaned_data["pictures"])

    return _take(request, token, MessageForm(request.POST, request.FILES), write, _("Thank you. It has reached us."))


@login_not_required
@never_cache
@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The customer accepts or declines what we offered."""

    def take(case: Case, form: Form) -> None:
        given = form.cleaned_data
        act = case.accept_solution if given["answer"] == "accepted" else case.decline_solution
        act(by=case.customer, words=given["words"], solution=given["solution"])

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
    if found.subject not in case.talk_keys():
        refuse(found, by=case.customer.key)
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
    """One act of the customer, once however often it is sent; what is refused is said beside what was typed."""
    case, link = get_matter(request, token)
    if not form.is_valid():
        return _page(request, token, case, form, status=400)
    once, digest = receipts.of_form(f"link:{link.pk}", request)
    try:
        limits.check(request, limits.WRITES)
        limits.check_pictures(request, form.cleaned_data.get("pictures", ()))
        receipts.do_once(once, digest, lambda: act(case, form), became=case.key)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, wording.refused(refusal))
        return _page(request, token, case, form, status=409)
    except files.Refused as refused:
        form.add_error("pictures", refused.message)
        return _page(request, token, case, form, status=400)
    except Over:
        form.add_error(None, wording.too_often())
        return _page(request, token, case, form, status=429)
    telling.trust(case, link)
    messages.success(request, thanks, extra_tags=f"{_name(form)}-{case.pk}")
    return redirect("portal:matter", token=token)


def _name(form: Form) -> str:
    return type(form).__name__.removesuffix("Form").lower()


def _page(request: HttpRequest, token: str, case: Case, form: Form | None = None, status: int = 200) -> HttpResponse:
    if form is not None:
        case.refresh_from_db(from_queryset=Case.objects.select_related(*RELATED))
    seen = matter.of(case, page_language())
    forms: dict[str, Form] = {"message": MessageForm(), "answer": AnswerForm(), "contentment": ContentmentForm()}
    forms["withdrawal"] = WithdrawalForm()
    stranded = None
    if form is not None and _name(form) in seen.shown:
        forms[_name(form)] = form
    elif form is not None:
        # Its place on the page has gone; what was written moves to where it can still be sent.
        stranded, forms["message"] = form, MessageForm(initial={"words": "\n".join(form.typed())})
    context = {"matter": seen, "case": case, "token": token, "forms": forms, "stranded": stranded}
    return render(request, "portal/matter.html", {**context, "form_key": uuid4()}, status=status)
