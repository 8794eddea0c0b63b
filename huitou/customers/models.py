"""Customers, and the ways to reach them."""

from django.db import IntegrityError, models, transaction

from huitou.customers.reach import OTHER, Reach, readable
from huitou.ledger import record
from huitou.lib import clock


class CustomerQuerySet(models.QuerySet["Customer"]):
    def find_by_reach(self, reach: Reach) -> "Customer | None":
        """Who is reached this way; words that are no address match nobody."""
        if not reach.is_address:
            return None
        contact = ContactPoint.objects.select_related("customer").filter(kind=reach.kind, value=reach.value).first()
        return contact.customer.present if contact else None

    def for_reach(self, reach: Reach, *, name: str = "", language: str = "zh") -> "Customer":
        """The customer of this address, made now if new; ten callers at once get the same one."""
        found = self.find_by_reach(reach)
        if found:
            return found
        try:
            with transaction.atomic():
                return self._add(reach, name=name, language=language)
        except IntegrityError:
            found = self.find_by_reach(reach)
            if found is None:
                raise
            return found

    def _add(self, reach: Reach, *, name: str, language: str) -> "Customer":
        customer = self.create(name=name, language=language, created_at=clock.now())
        contact = customer.add_contact(reach) if reach else None
        record("customer.added", customer, by="system", contact=contact.pk if contact else None)
        return customer


class Customer(models.Model):
    """Somebody who speaks to us; perhaps without a name."""

    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, default="zh")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    created_at = models.DateTimeField()

    objects = CustomerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name or self.key

    @property
    def key(self) -> str:
        return f"customer:{self.pk}"

    @property
    def present(self) -> "Customer":
        """Himself, or whom he was merged into."""
        return self.merged_into.present if self.merged_into else self

    @property
    def email(self) -> "ContactPoint | None":
        """The e-mail address to write to: a verified one first, else the newest."""
        return self.contacts.filter(kind="email").order_by(models.F("verified_at").desc(nulls_last=True), "-id").first()

    def add_contact(self, reach: Reach) -> "ContactPoint":
        """One more way to reach this customer; IntegrityError if the address is somebody else's."""
        return self.contacts.create(kind=reach.kind, value=reach.value, created_at=clock.now())


class ContactPoint(models.Model):
    """One way to reach a customer. What was typed around an address stays with the voice in which it was typed."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=254)
    verified_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            # Words such as "ask at the shop" may be many people's; an address is one customer's.
            models.UniqueConstraint(
                fields=("kind", "value"), condition=~models.Q(kind=OTHER), name="one_customer_per_address"
            ),
        )

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """The address as people read it."""
        return readable(self.kind, self.value)

    @property
    def is_verified(self) -> bool:
        """Whether the customer once showed that it is theirs; which words may go there is asked of each case."""
        return self.verified_at is not None

    def verify(self) -> None:
        """The customer has shown that this address is theirs."""
        if self.is_verified:
            return
        with transaction.atomic():
            if ContactPoint.objects.filter(pk=self.pk, verified_at=None).update(verified_at=clock.now()):
                record(
                    "contact.verified",
                    f"customer:{self.customer_id}",
                    by=f"customer:{self.customer_id}",
                    contact=self.pk,
                )
        self.refresh_from_db(fields=["verified_at"])
