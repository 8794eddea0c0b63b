"""What the ledger knows of customers: that they came, and what they are called; no address, no words."""

import pytest

from huitou.accounts.models import User
from huitou.customers.models import Customer
from huitou.customers.reach import parse
from huitou.ledger import subjects
from huitou.ledger.models import Event

pytestmark = pytest.mark.django_db


def test_coming_and_verifying_are_recorded_once_and_without_words() -> None:
    chen = Customer.objects.for_reach(parse("chen@example.com"), name="陈丽")
    Customer.objects.for_reach(parse("chen@example.com"))
    contact = chen.contacts.get()
    contact.verify()
    contact.verify()
    assert list(Event.objects.order_by("id").values_list("kind", "subject", "actor", "data")) == [
        ("customer.added", chen.key, "system", {"contact": contact.pk}),
        ("contact.verified", chen.key, chen.key, {"contact": contact.pk}),
    ]


def test_without_a_name_the_title_gives_nobody_away() -> None:
    assert subjects.title(Customer.objects.for_reach(parse("13812345678")).key) == "138****5678"
    assert subjects.title(Customer.objects.for_reach(parse("13812345679"), name="陈丽").key) == "陈丽"
    nobody = Customer.objects.for_reach(parse(""))
    assert subjects.title(nobody.key) == nobody.key


def test_only_those_who_see_every_case_see_every_customer(mei: User, he: User) -> None:
    chen = Customer.objects.for_reach(parse("13812345678"))
    assert subjects.visible_to(he, chen.key)
    assert not subjects.visible_to(mei, chen.key)


def test_a_merged_customer_is_followed() -> None:
    old, new = (Customer.objects.for_reach(parse(words)) for words in ("13812345678", "chen@example.com"))
    Customer.objects.filter(pk=old.pk).update(merged_into=new)
    assert subjects.current(old.key) == new.key
    assert subjects.current(new.key) == new.key
