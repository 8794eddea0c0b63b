"""The door to cases: fetched only through what a person may see."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from huitou.accounts.models import User
from huitou.cases.models import Case, Voice


def signed_in(request: HttpRequest) -> User:
    """The person behind a request that has passed the sign-in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def get_case(request: HttpRequest, number: int, *, can: str = "") -> Case:
    """The case of this number: unseen is not found, seen but not allowed is refused."""
    return get_case_for(signed_in(request), number, can=can)


def get_case_for(user: User, number: int, *, can: str = "") -> Case:
    related = (
        "customer",
        "contact",
        "branch",
        "product",
        "team",
        "owner",
        "department",
        "ask",
        "solution__proposed_by",
    )
    case = Case.objects.visible_to(user).select_related(*related).filter(pk=number).first()
    if case is None:
        raise Http404
    if can and not user.can(can):
        raise PermissionDenied
    return case


def get_voice(request: HttpRequest, number: int, *, can: str = "voice.note") -> Voice:
    """The voice of this number; one with a case is seen through it."""
    return get_voice_for(signed_in(request), number, can=can)


def get_voice_for(user: User, number: int, *, can: str = "", locked: bool = False) -> Voice:
    voices = Voice.objects.visible_to(user)
    voice = (voices.select_for_update(of=("self",)) if locked else voices).filter(pk=number).first()
    if voice is None:
        raise Http404
    if can and not user.can(can):
        raise PermissionDenied
    return voice
