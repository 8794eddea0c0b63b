"""What the public pages take: the shape of the answers; what they mean is checked where it is received."""

from django import forms

from huitou.accounts.models import Branch
from huitou.cases import workflow
from huitou.catalogue.models import Product
from huitou.files.forms import FilesField
from huitou.intake.given import NAME_MAX, REACH_MAX, WISH_MAX, WORDS_MAX
from huitou.lib.fields import Line, Words


class TellForm(forms.Form):
    """Two answers, and four more for those who like to give them (V3)."""

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    words = Words()
    reach = Line()
    pictures = FilesField()
    product = forms.ModelChoiceField(Product.objects.filter(is_active=True), required=False, to_field_name="code")
    branch = forms.ModelChoiceField(Branch.objects.filter(is_active=True), required=False, to_field_name="code")
    wish = Words()
    name = Line()

    limits = {"words": WORDS_MAX, "reach": REACH_MAX, "wish": WISH_MAX, "name": NAME_MAX}  # noqa: RUF012

    def add_faults(self, errors: dict[str, list[str]]) -> None:
        """Put each fault beside its field."""
        for name, messages in errors.items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)


class ActForm(forms.Form):
    """One act of the customer on their matter."""

    def typed(self) -> list[str]:
        """What they wrote, for when the form itself has gone from the page."""
        texts = [self.data.get(name, "") for name in ("words", "ask") if name in self.fields]
        return [text for text in texts if text.strip()]


class MessageForm(ActForm):
    """More words or pictures from the customer."""

    words = Words(max_length=WORDS_MAX)
    pictures = FilesField()


class AnswerForm(ActForm):
    """Yes or no to the proposed solution."""

    solution = forms.IntegerField()
    answer = forms.ChoiceField(choices=(("accepted", ""), ("declined", "")))
    words = Words(max_length=WISH_MAX)


class ContentmentForm(ActForm):
    """Content or not; and what they wish us to do instead."""

    contentment = forms.ChoiceField(choices=((workflow.CONTENT, ""), (workflow.NOT_CONTENT, "")))
    words = Words(max_length=WORDS_MAX)
    ask = Words(max_length=WISH_MAX)


class WithdrawalForm(ActForm):
    """Taking the matter back."""

    words = Words(max_length=WISH_MAX)


class LostLinkForm(forms.Form):
    """The number, and the contact that the case knows."""

    number = Line(max_length=20, required=True)
    reach = Line(max_length=REACH_MAX, required=True)
