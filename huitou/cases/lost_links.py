"""A customer who lost the private link gets it again where we know them, and nowhere else."""

from django.db import transaction

from huitou.cases import telling
from huitou.cases.models import Case
from huitou.channels import outbound
from huitou.customers.reach import Reach
from huitou.lib.clock import now
from huitou.method import mails


def send_again(number: str, reach: Reach) -> None:
    """A lost link goes again, and only to the contact that the case itself knows; nothing tells whether it did."""
    digits = number.strip().lstrip("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 18 and reach.is_address):
        return
    with transaction.atomic():
        case = Case.objects.select_related("contact", "owner").filter(pk=int(digits)).first()
        contact = case.contact if case else None
        if case is None or contact is None or (contact.kind, contact.value) != (reach.kind, reach.value):
            return
        key = f"{case.key}/link-again/{now():%Y%m%d%H%M%S}"
        if contact.kind == "email":
            telling.send(case, contact, "link_again", key=key, words="", automatic=True)
        else:
            code = "call_about_link" if contact.kind == "phone" else "tell_about_link"
            words = mails.phrase(code, case.language, number=case.number)
            outbound.ask_for_call(key=key, to=contact, text=words, about=case.key, beside=True)
