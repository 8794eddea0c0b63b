"""One address is one customer, also when ten people ask at once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from threading import Barrier

import pytest
from django.db import connection, transaction

from huitou.customers.models import ContactPoint, Customer
from huitou.customers.reach import parse
from huitou.lib import clock


@pytest.mark.django_db
def test_the_same_address_in_another_case_is_the_same_customer() -> None:
    chen = Customer.objects.for_reach(parse("Chen@Example.com"), name="陈丽", language="zh")
    assert Customer.objects.for_reach(parse("chen＠example.com")) == chen
    assert chen.key == f"customer:{chen.pk}"
    assert [(contact.value, contact.shown) for contact in chen.contacts.all()] == [
        ("chen@example.com", "chen@example.com")
    ]


@pytest.mark.django_db
def test_a_stranger_with_the_address_changes_nothing_about_the_customer() -> None:
    chen = Customer.objects.for_reach(parse("13812345678"), name="陈丽", language="zh")
    again = Customer.objects.for_reach(parse("+86 138 1234 5678"), name="Mallory", language="en")
    again.refresh_from_db()
    assert (again.pk, again.name, again.language) == (chen.pk, "陈丽", "zh")


@pytest.mark.django_db
def test_words_that_are_no_address_are_a_new_customer_each_time() -> None:
    first = Customer.objects.for_reach(parse("门口的陈姨"))
    second = Customer.objects.for_reach(parse("门口的陈姨"))
    assert first != second
    assert second.contacts.get().kind == "other"


@pytest.mark.django_db
def test_without_a_reach_there_is_a_customer_without_contact() -> None:
    assert not Customer.objects.for_reach(parse(""), name="路人").contacts.exists()


@pytest.mark.django_db
def test_a_merged_customer_answers_as_the_one_he_was_merged_into() -> None:
    old = Customer.objects.for_reach(parse("13812345678"))
    new = Customer.objects.for_reach(parse("chen@example.com"))
    Customer.objects.filter(pk=old.pk).update(merged_into=new)
    assert Customer.objects.for_reach(parse("13812345678")) == new


@pytest.mark.django_db
def test_a_verified_address_is_written_to_first() -> None:
    chen = Customer.objects.for_reach(parse("old@example.com"))
    old = chen.contacts.get()
    new = chen.add_contact(parse("new@example.com"))
    assert chen.email == new
    assert not old.is_verified
    old.verify()
    assert old.is_verified
    assert chen.email == old


@pytest.mark.django_db
def test_verifying_again_keeps_the_first_time() -> None:
    contact = Customer.objects.for_reach(parse("chen@example.com")).contacts.get()
    contact.verify()
    first = contact.verified_at
    assert first is not None
    with clock.at(first.replace(year=first.year + 1)):
        contact.verify()
    assert contact.verified_at == first


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_are_one_customer() -> None:
    barrier = Barrier(10)

    def ask(number: int) -> int:
        barrier.wait()
        try:
            # Some callers stand in a transaction of their own, some do not.
            with transaction.atomic() if number % 3 else nullcontext():
                return Customer.objects.for_reach(parse("chen@example.com" if number % 2 else "Chen@Example.com")).pk
        finally:
            connection.close()

    for _ in range(5):
        with ThreadPoolExecutor(10) as pool:
            found = set(pool.map(ask, range(10)))
        assert len(found) == 1
        assert ContactPoint.objects.count() == Customer.objects.count() == 1
        Customer.objects.all().delete()
