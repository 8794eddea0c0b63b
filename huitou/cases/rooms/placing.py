"""Step 3, department, and step 4, cause."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from huitou.cases import codes, workflow
from huitou.cases.models.core import CaseCore, verb
from huitou.cases.workflow import Refusal

if TYPE_CHECKING:
    from huitou.accounts.models import Department, Team


class Placing(CaseCore):
    """A department brings helpers; the owner stays, so that the customer keeps one name (C3)."""

    class Meta:
        abstract = True

    @verb
    def place(self, *, by: Any, department: "Department", helpers: Iterable["Team"] = ()) -> None:
        """Say which department has to act."""
        workflow.check_step(self.facts(), workflow.PLACE)
        self.department = department
        teams = list(helpers)
        self.helpers.set(teams)
        self.happened("placed", by=by, department=department.pk, helpers=[team.pk for team in teams])

    @verb
    def analyse(self, *, by: Any, cause_code: str, words: str) -> None:
        """Say why it happened: a cause by its code, and what was found."""
        workflow.check_step(self.facts(), workflow.ANALYSE)
        codes.check_cause(cause_code)
        if not words:
            raise Refusal("cause-missing", "words")
        self.cause_code, self.cause_words = cause_code, words
        self.happened("analysed", by=by, cause=cause_code, words={"cause": words})
