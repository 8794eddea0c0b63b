"""Who works here: the list, one person, and what is done about them."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huitou.accounts import passwords, staffing
from huitou.accounts.door import needs, the_user
from huitou.accounts.forms import Away, Person, Placement, Profile
from huitou.accounts.models import Absence, User
from huitou.accounts.views.account import coming_absences, profile_of
from huitou.accounts.wording import ROLE_DUTIES, ROLE_NAMES
from huitou.lib import clock


@needs("people.manage")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, those who are here first."""
    away = Absence.objects.filter(starts_at__lte=clock.now(), ends_at__gt=clock.now()).select_related("stand_in")
    rows = User.objects.order_by("-is_active", "name", "pk").prefetch_related(
        "user_roles", "teams__branch", Prefetch("absences", away, to_attr="now_away")
    )
    return render(request, "accounts/people.html", {"people": rows, "role_names": ROLE_NAMES})


@needs("people.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Somebody new; their link is mailed to them and shown once to the one who added them."""
    by = the_user(request)
    form = Person(request.POST if request.method == "POST" else None, by=by, initial={"language": by.language})
    if form.is_bound and form.is_valid():
        try:
            user = staffing.add(by=by, **form.cleaned_data)
        except staffing.Refused as refused:
            form.add_error("email" if refused.code == "email-taken" else "roles", refused.message)
        else:
            return render(request, "accounts/invited.html", {"person": user, "link": passwords.link(user)}, status=201)
    facts = {"form": form, "duties": ROLE_DUTIES}
    return render(request, "accounts/new_person.html", facts, status=422 if form.is_bound else 200)


@needs("people.manage")
@never_cache
@require_safe
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One of us."""
    return _page(request, _find(user_id))


@needs("people.manage")
@require_POST
def person_profile(request: HttpRequest, user_id: int) -> HttpResponse:
    """What customers and colleagues read of them."""
    user = _find(user_id)
    form = Profile(request.POST)
    if form.is_valid() and _done(request, lambda: staffing.describe(user, by=the_user(request), **form.cleaned_data)):
        return redirect("person", user_id)
    return _page(request, _find(user_id), profile=form, status=422)


@needs("people.manage")
@require_POST
def person_placement(request: HttpRequest, user_id: int) -> HttpResponse:
    """What they may do, and where."""
    user, by = _find(user_id), the_user(request)
    form = Placement(request.POST, by=by)
    if form.is_valid() and _done(request, lambda: _place(user, form, by)):
        return redirect("person", user_id)
    return _page(request, _find(user_id), placement=form, status=422)


@needs("people.manage")
@require_POST
def person_absence(request: HttpRequest, user_id: int) -> HttpResponse:
    """They are away from then to then."""
    user = _find(user_id)
    form = Away(request.POST, user=user)
    if form.is_valid() and _done(request, lambda: _send_away(user, form, the_user(request))):
        return redirect("person", user_id)
    return _page(request, user, away=form, status=422)


@needs("people.manage")
@require_POST
def person_absence_end(request: HttpRequest, user_id: int, absence_id: int) -> HttpResponse:
    """They are back."""
    absence = get_object_or_404(_find(user_id).absences, pk=absence_id)
    _done(request, lambda: staffing.end_absence(absence, by=the_user(request)))
    return redirect("person", user_id)


@needs("people.manage")
@never_cache
@require_POST
def person_invitation(request: HttpRequest, user_id: int) -> HttpResponse:
    """A new link by mail; shown, too, while they have no password: later it would open a colleague's account to us."""
    user = _find(user_id)
    done = _done(request, lambda: staffing.invite(user, by=the_user(request)))
    if not done or user.has_usable_password():
        return redirect("person", user_id)
    return render(request, "accounts/invited.html", {"person": user, "link": passwords.link(user)})


@needs("people.manage")
@require_POST
def person_second_factor_removal(request: HttpRequest, user_id: int) -> HttpResponse:
    """They have lost their phone and their codes."""
    user = _find(user_id)
    _done(request, lambda: staffing.drop_second_factor(user, by=the_user(request)))
    return redirect("person", user_id)


@needs("people.manage")
@require_POST
def person_deactivation(request: HttpRequest, user_id: int) -> HttpResponse:
    """Out at once."""
    user = _find(user_id)
    _done(request, lambda: staffing.deactivate(user, by=the_user(request)))
    return redirect("person", user_id)


@needs("people.manage")
@require_POST
def person_reactivation(request: HttpRequest, user_id: int) -> HttpResponse:
    """Back again."""
    user = _find(user_id)
    _done(request, lambda: staffing.reactivate(user, by=the_user(request)))
    return redirect("person", user_id)


def _find(user_id: int) -> User:
    return get_object_or_404(User, pk=user_id)


def _place(user: User, form: Placement, by: User) -> None:
    staffing.set_roles(user, form.cleaned_data["roles"], by=by)
    staffing.set_teams(user, form.cleaned_data["teams"], by=by)


def _send_away(user: User, form: Away, by: User) -> None:
    staffing.set_absence(user, by=by, **form.cleaned_data)


def _done(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do it, all of it or nothing, and say so; or say why not."""
    try:
        with transaction.atomic():
            act()
    except staffing.Refused as refused:
        messages.error(request, refused.message)
        return False
    messages.success(request, _("Done."))
    return True


def _page(
    request: HttpRequest,
    user: User,
    *,
    profile: Profile | None = None,
    placement: Placement | None = None,
    away: Away | None = None,
    status: int = 200,
) -> HttpResponse:
    by = the_user(request)
    placed = {"roles": list(user.role_codes), "teams": list(user.team_ids)}
    facts = {
        "person": user,
        "profile": profile or Profile(initial=profile_of(user)),
        "placement": placement or Placement(by=by, initial=placed),
        "away": away or Away(user=user),
        "absences": coming_absences(user),
        "duties": ROLE_DUTIES,
        "role_names": [ROLE_NAMES.get(code, code) for code in sorted(user.role_codes)],
        "may_change": staffing.may_change(user, by),
        "is_oneself": user.pk == by.pk,
        "has_second_factor": is_mfa_enabled(user),
    }
    return render(request, "accounts/person.html", facts, status=status)
