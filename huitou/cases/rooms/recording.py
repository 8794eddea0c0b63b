"""Step 1, record: what kind of matter it is, how the customer feels, and what they want us to do."""

from typing import Any

from huitou.cases import workflow
from huitou.cases.models.core import CaseCore, actor_key, verb
from huitou.cases.workflow import Refusal
from huitou.customers import reach as reaches
from huitou.customers.models import Customer
from huitou.lib.clock import now
from huitou.lib.text import clean_line


class Recording(CaseCore):
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
            self.feeling = feeling
        if category_code:
            self.category_code = category_code
        self.happened("recorded", by=by, category=self.category_code or None, feeling=self.feeling)
        if ask:
            self.note_ask(ask, by=by)

    @verb
    def confirm_ask(self, *, by: Any, ask: str = "") -> None:
        """Ask once more after calm: an ask made in anger may have changed."""
        workflow.check_open(self.facts())
        if self.ask is None:
            raise Refusal("ask-missing", "ask")
        if ask and ask != self.ask.words:
            self.note_ask(ask, by=by, hot=False)
        self.ask.confirmed_at = now()
        self.ask.save(update_fields=["confirmed_at"])
        self.happened("ask_confirmed", by=by, ask=self.ask.pk)

    def _note_reach(self, reach: reaches.Reach, *, by: Any) -> None:
        """Who was unknown may turn out to be a customer we know; then the case is theirs."""
        customer = Customer.objects.for_reach(reach, name=self.customer.name, language=self.language)
        self.voices.filter(customer=self.customer).update(customer=customer)
        self.customer = customer
        self.contact = customer.contacts.filter(kind=reach.kind, value=reach.value).first()
        self.happened("reach_recorded", by=by, customer=customer.pk)

    def note_ask(self, words: str, *, by: Any, hot: bool | None = None) -> None:
        """Keep an ask; one made at "angry" or above is marked, to be confirmed once after calm."""
        if hot is None:
            hot = self.feeling is not None and self.feeling >= workflow.ANGRY
        if self.ask and self.ask.words == words and self.ask.round == self.round:
            return
        self.ask = self.asks.create(words=words, round=self.round, hot=hot, recorded_by=actor_key(by))
        self.happened("ask_recorded", by=by, ask=self.ask.pk, hot=hot)
