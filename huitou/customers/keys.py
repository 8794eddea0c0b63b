"""What the ledger may ask about `customer:…`."""

from typing import Any

from huitou.customers.models import Customer
from huitou.customers.reach import mask
from huitou.ledger import subjects


def title(pk: int) -> str:
    """The name, or an address that gives nobody away."""
    customer = Customer.objects.get(pk=pk)
    contact = None if customer.name else customer.contacts.first()
    return mask(contact.value) if contact else str(customer)


def visible_to(user: Any, _pk: int) -> bool:
    """Those who see every case; others meet customers on the cases that they see."""
    return bool(user.is_authenticated and user.can("case.see_all"))


def merged_into(pk: int) -> str | None:
    into = Customer.objects.values_list("merged_into", flat=True).get(pk=pk)
    return f"customer:{into}" if into else None


def register() -> None:
    subjects.register("customer", title=title, visible_to=visible_to, merged_into=merged_into)
