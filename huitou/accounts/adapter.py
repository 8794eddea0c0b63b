"""What we tell allauth, which carries the second factor."""

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from huitou.accounts import mail, signing_in
from huitou.accounts.address import client_address
from huitou.accounts.models import User
from huitou.accounts.paths import own_path
from huitou.ledger import record

_TOLD: Final = {
    "mfa/email/totp_activated": "user.second_factor_on",
    "mfa/email/totp_deactivated": "user.second_factor_off",
    "mfa/email/recovery_codes_generated": "user.recovery_codes_made",
}


class Adapter(DefaultAccountAdapter):
    """Closed to strangers, mail through our own channel, limits from our own store."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        return bool(own_path(url))

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        return isinstance(user, User) and signing_in.confirms(user, password)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kw: Any
    ) -> None:
        # Signing in and out needs no banner: the page itself says so.
        if not (message_template or "").startswith("account/"):
            super().add_message(request, level, message_template, *args, **kw)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        if isinstance(user, User):
            signing_in.welcome(request, response, user)
        return response

    def send_notification_mail(self, template_prefix: str, user: AbstractBaseUser, *args: Any, **kwargs: Any) -> None:
        # allauth tells here, and only here, that somebody changed their second factor.
        kind = _TOLD.get(template_prefix)
        if kind and isinstance(user, User):
            with transaction.atomic():
                record(kind, user, by=user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
        mail.send(email, subject, render_to_string(f"{template_prefix}_message.txt", context))
