"""Step 1, record: what kind of matter it is, how the customer feels, and what they want us to do."""

from typing import Any

from huitou.accounts import links
from huitou.cases import codes, telling, workflow
from huitou.cases.models.core import actor_key, verb
from huitou.cases.rooms.conversing import Conversing
from huitou.cases.workflow import Refusal
from huitou.customers import reach as reaches
from huitou.customers.models import ContactPoint, Customer
from huitou.lib.clock import now
from huitou.lib.text import clean_line


class Recording(Conversing):
    """The customer's own ask is asked before any solution is set (C4)."""

    class Meta:
        abstract = True

    @verb
    def record(
        self, *, by: Any, ask: str = "", category_code: str = "", feeling: int | None = None, reach: str = ""
    ) -> None:
        """Note the ask, the category, the feeling and how to reach the customer; each may be corrected later."""
        workflow.check_open(self.facts())
        if reach:
            self._note_reach(reaches.parse(clean_line(reach)), by=by)
        if feeling is not None:
            self._note_feeling(feeling)
        if category_code:
            codes.check_category(category_code)
            self.category_code = category_code
        self.happened("recorded", by=by, category=self.category_code or None, feeling=self.feeling)
        if ask:
            self._check_ask_may_change()
            self.note_ask(ask, by=by)

    @verb
    def confirm_ask(self, *, by: Any, ask: str = "") -> None:
        """Ask once more after calm: an ask made in anger may have changed."""
        workflow.check_open(self.facts())
        if self.ask is None:
            raise Refusal("ask-missing", "ask")
        if ask and ask != self.ask.words:
            self._check_ask_may_change()
            self.note_ask(ask, by=by, hot=False)
        self.ask.confirmed_at = now()
        self.ask.save(update_fields=["confirmed_at"])
        self.happened("ask_confirmed", by=by, ask=self.ask.pk)

    def _check_ask_may_change(self) -> None:
        """While an offer is open, and after one was accepted, the ask that it answers stands."""
        if self.step > workflow.PROPOSE or self.solution is not None:
            raise Refusal("offer-made", "ask")

    def _note_feeling(self, feeling: int) -> None:
        """An ask on which nothing was offered yet is as hot as the feeling with which it turns out to be made."""
        self.feeling = feeling
        if feeling >= workflow.ANGRY and self.ask and self.solution is None and self.ask.confirmed_at is None:
            self.ask.hot = True
            self.ask.save(update_fields=["hot"])

    def _note_reach(self, reach: reaches.Reach, *, by: Any) -> None:
        """A new address is one more of this customer; one that we know already tells whose the case really is."""
        contact = self._find_contact(reach)
        if contact == self.contact:
            return
        if contact.customer != self.customer:
            self.voices.filter(customer=self.customer).update(customer=contact.customer)
            self.customer = contact.customer
        self.contact = contact
        # Whoever holds an old link may be the wrong person: that is why the address is corrected.
        links.revoke_others(self.key, keep=f"contact:{contact.pk}")
        self.happened("reach_recorded", by=by, customer=self.customer.pk)
        telling.send_link(self)

    def _find_contact(self, reach: reaches.Reach) -> ContactPoint:
        known = Customer.objects.find_by_reach(reach)
        if known is not None:
            return known.contacts.get(kind=reach.kind, value=reach.value)
        same = self.customer.contacts.filter(kind=reach.kind, value=reach.value).first()
        return same or self.customer.add_contact(reach)

    def note_ask(self, words: str, *, by: Any, hot: bool | None = None) -> None:
        """Keep an ask; one made at "angry" or above is marked, to be confirmed once after calm."""
        if hot is None:
            hot = self.feeling is not None and self.feeling >= workflow.ANGRY
        if self.ask and self.ask.words == words and self.ask.round == self.round:
            return
        self.ask = self.asks.create(words=words, round=self.round, hot=hot, recorded_by=actor_key(by))
        self.happened("ask_recorded", by=by, ask=self.ask.pk, hot=hot)
