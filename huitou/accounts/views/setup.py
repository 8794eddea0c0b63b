"""The page on which a new installation gets its administrator."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huitou.accounts import setup, signing_in, throttle
from huitou.accounts.address import throttle_address
from huitou.accounts.forms import Setup
from huitou.accounts.models import User
from huitou.lib.language import page_language


@login_not_required
@never_cache
@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def first_administrator(request: HttpRequest) -> HttpResponseBase:
    """Code, organisation and the first person; gone for ever once there is somebody."""
    if not setup.is_needed():
        raise Http404
    if request.method != "POST":
        return render(request, "accounts/setup.html", {"form": Setup(initial={"code": request.GET.get("code", "")})})
    throttle.check(f"setup:{throttle_address(request)}", limit=10, per=throttle.HOUR)
    throttle.check("setup", limit=30, per=timedelta(hours=1))
    form = Setup(request.POST)
    user = _made(form) if form.is_valid() else None
    if user is None:
        return render(request, "accounts/setup.html", {"form": form}, status=422)
    return signing_in.begin(request, user)


def _made(form: Setup) -> User | None:
    data = form.cleaned_data
    given = data.pop("code")
    try:
        return setup.complete(given, setup.First(language=page_language(), **data))
    except LookupError:
        form.add_error("code", _("This code does not hold. Start Huitou again: it shows a new one on its console."))
        return None
