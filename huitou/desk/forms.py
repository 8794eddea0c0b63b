"""The shape of what staff fill in on a case; the rules are asked by the verbs."""

from collections.abc import Iterable
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext_lazy as _

from huitou.accounts.models import Branch, Department, Team, User
from huitou.cases import workflow
from huitou.cases.models.voice import KINDS
from huitou.catalogue.models import Product
from huitou.files.forms import FilesField
from huitou.intake.given import NAME_MAX, REACH_MAX, WISH_MAX, WORDS_MAX
from huitou.lib.fields import Line, Words
from huitou.method import categories, causes, steps

LINE, TEXT = 200, 10_000


class Coded(Protocol):
    """Something of the content that is chosen by its code."""

    @property
    def code(self) -> str: ...


class ActForm(forms.Form):
    """Every act carries the version that its page showed."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def typed(self) -> list[str]:
        """What somebody wrote, to be shown where the form itself has gone."""
        texts = [self.data.get(name, "") for name, field in self.fields.items() if isinstance(field, Words)]
        return [text for text in texts if text.strip()]


class SomeOf(forms.ModelMultipleChoiceField):
    """Several rows; a number that no database holds is none of them."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError as fault:
            raise forms.ValidationError(self.error_messages["invalid_choice"], params={"value": ""}) from fault


def sentences(most: int = TEXT, **options: Any) -> Words:
    """A field for sentences."""
    return Words(max_length=most, **options)


def a_code(items: Iterable[Coded], *, required: bool = True) -> forms.ChoiceField:
    """One of the codes of our content; its name is in the language of the page."""
    return forms.ChoiceField(required=required, choices=[("", ""), *((item.code, item.code) for item in items)])


class RecordingForm(ActForm):
    reach = Line(max_length=REACH_MAX)
    ask = sentences(WISH_MAX)
    category_code = a_code(categories.all("en"), required=False)
    feeling = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=[(str(level), level) for level in range(5)]
    )


class AskConfirmationForm(ActForm):
    ask = sentences(WISH_MAX)


class JudgementForm(ActForm):
    holds = forms.TypedChoiceField(coerce=lambda value: value == "yes", choices=(("yes", ""), ("no", "")))
    code = a_code(steps.judgements("en"), required=False)
    reason = sentences()
    explanation = sentences()


class DepartmentForm(ActForm):
    department = forms.ModelChoiceField(Department.objects.filter(is_active=True))
    helpers = SomeOf(Team.objects.filter(is_active=True), required=False)


class CauseForm(ActForm):
    cause_code = a_code(causes.all("en"))
    words = sentences()


class SolutionForm(ActForm):
    words = sentences()
    gain = sentences()
    cost = sentences()
    differs = forms.BooleanField(required=False)
    difference = sentences()


class SolutionAnswerForm(ActForm):
    answer = forms.ChoiceField(choices=(("accepted", ""), ("declined", "")))
    words = sentences()


class DeliveryForm(ActForm):
    delivery = sentences()
    outcome = sentences()
    meets_ask = forms.ChoiceField(choices=[(code, code) for code in workflow.MEETS_ASK])


class SolvedForm(ActForm):
    words = sentences()


class FollowUpForm(ActForm):
    result = forms.ChoiceField(choices=[(code, code) for code in workflow.RESULTS])
    words = sentences()
    ask = sentences(WISH_MAX)


class StepBackForm(ActForm):
    to = forms.TypedChoiceField(coerce=int, choices=[(str(step), step) for step in workflow.STEPS])
    reason = sentences()


class HandOverForm(ActForm):
    to = forms.ModelChoiceField(User.objects.active())
    summary = sentences()


class ReplyForm(ActForm):
    words = sentences(WORDS_MAX)
    pictures = FilesField()


class NoteForm(ActForm):
    words = sentences(WORDS_MAX)


class ClosureForm(ActForm):
    closed_as = forms.ChoiceField(choices=[(code, code) for code in workflow.CLOSED_AS])
    reason = sentences()


class ResumptionForm(ActForm):
    reason = sentences()


class CallForm(ActForm):
    call = forms.IntegerField()
    result = forms.ChoiceField(choices=(("reached", ""), ("not-reached", "")))


class VoiceForm(forms.Form):
    """A voice that a colleague writes down for a customer who spoke."""

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    words = sentences(WORDS_MAX, label=_("What was said"))
    reach = Line(max_length=REACH_MAX)
    name = Line(max_length=NAME_MAX)
    wish = sentences(WISH_MAX)
    CHANNELS = (("phone", ""), ("counter", ""), ("note", ""))
    channel = forms.ChoiceField(choices=CHANNELS)
    kind = forms.ChoiceField(required=False, choices=[("", ""), *((kind, kind) for kind in KINDS)])
    product = forms.ModelChoiceField(Product.objects.filter(is_active=True), required=False, to_field_name="code")
    branch = forms.ModelChoiceField(Branch.objects.filter(is_active=True), required=False, to_field_name="code")


class KindForm(forms.Form):
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS])
