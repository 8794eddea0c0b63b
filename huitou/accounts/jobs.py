"""What accounts leave to the worker."""

from django.contrib.sessions.models import Session

from huitou.accounts import passwords, receipts, throttle
from huitou.accounts.models import SetupCode, User
from huitou.ledger import job
from huitou.lib import clock


@job("accounts.mail_password_link")
def mail_password_link(user: int, letter: str) -> None:
    """Made for unknown addresses too (user 0), so that asking takes equally long for everybody."""
    person = User.objects.active().filter(pk=user).first()
    if person:
        passwords.send_letter(person, letter)


@job("accounts.prune")
def prune() -> None:
    """Forget limits, receipts, sessions and set-up codes that are over."""
    throttle.prune()
    receipts.prune()
    Session.objects.filter(expire_date__lt=clock.now()).delete()
    SetupCode.objects.filter(expires_at__lt=clock.now()).delete()
