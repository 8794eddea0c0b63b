"""New passwords: the link that lets one choose it, and what choosing it ends."""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from huitou.accounts import enclosed, mail, signing_in, throttle
from huitou.accounts.address import throttle_address
from huitou.accounts.models import Organisation, User
from huitou.accounts.models.people import normalise_email
from huitou.ledger import later, record
from huitou.lib import clock
from huitou.lib.language import django_code

ENCLOSED: Final = "password-link"
_AN_HOUR: Final = 2
_A_DAY: Final = 5
_ADDRESS_AN_HOUR: Final = 10


class _Tokens(PasswordResetTokenGenerator):
    """Dies with the old password, with a sign-in, after a day, and when the person is deactivated."""

    key_salt = "huitou.accounts.passwords"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.session_epoch}"

    def _now(self) -> datetime:
        return clock.now().replace(tzinfo=None)


_tokens = _Tokens()


def ask(request: HttpRequest, email: str) -> None:
    """Send a link if there is such a person; nothing that the asker sees depends on it, nor how long it takes."""
    address = normalise_email(email)
    may = throttle.count(f"reset-address:{throttle_address(request)}", limit=_ADDRESS_AN_HOUR, per=throttle.HOUR)
    may = may and throttle.count(f"reset-hour:{address}", limit=_AN_HOUR, per=throttle.HOUR)
    may = may and throttle.count(f"reset-day:{address}", limit=_A_DAY, per=throttle.DAY)
    if may:
        found = User.objects.active().by_email(address).first()
        later("accounts.mail_password_link", user=found.pk if found else 0, letter="reset")


def link(user: User) -> str:
    """The address at which this person may choose a password, for a day."""
    return f"{settings.BASE_URL}{reverse('new_password', args=[user.pk, _tokens.make_token(user)])}"


def find_user(user_id: int, token: str) -> User | None:
    """The person to whom a link belongs, while it holds."""
    user = User.objects.active().filter(pk=user_id).first()
    return user if user and _tokens.check_token(user, token) else None


def send_letter(user: User, letter: str) -> None:
    """Mail the link in the person's language; `letter` is reset or invitation."""
    with translation.override(django_code(user.language)):
        subject = _("Choose a new password") if letter == "reset" else _("Your account: choose a password")
        facts = {"user": user, "link": enclosed.MARK, "organisation": Organisation.current()}
        words = render_to_string(f"accounts/mail/{letter}.txt", facts)
        mail.send(user.email, subject, words, f"{ENCLOSED}:{user.pk}")


def enclosed_link(user_id: int, address: str) -> str:
    """The link as it goes over the wire; none to an address that is not the person's any more."""
    return link(User.objects.active().get(pk=user_id, email=address))


@transaction.atomic
def set_new(user: User, password: str, *, by: User) -> None:
    """A new password: every session of the old one ends, and so does a lock-out."""
    user.set_password(password)
    user.save(update_fields=["password"])
    signing_in.forgive(user)
    record("user.password_set", user, by=by)
