"""The shape of what people type on the pages about accounts; rules live with the acts."""

from collections.abc import Sequence
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huitou.accounts import abilities, throttle
from huitou.accounts.models import Team, User
from huitou.accounts.models.people import normalise_email
from huitou.accounts.signing_in import HALF_HOUR, TRIES
from huitou.accounts.wording import ABILITY_NAMES, ROLE_NAMES
from huitou.lib.fields import Line

LANGUAGES = [("zh", "简体中文"), ("en", "English")]


def _several(choices: Sequence[tuple[str, Any]], **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **more)


class Email(forms.EmailField):
    """An address in the one spelling in which we keep it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("E-mail"))
        widget = forms.EmailInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
        super().__init__(max_length=254, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        return normalise_email(str(value or ""))


class Password(forms.CharField):
    """Taken as it is, spaces included; never shown again."""

    def __init__(self, *, new: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Password"))
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password" if new else "current-password"})
        super().__init__(strip=False, max_length=200, widget=widget, **kwargs)


class SignIn(forms.Form):
    email = Email()
    password = Password()


class Forgotten(forms.Form):
    email = Email()


class NewPassword(forms.Form):
    """A password that is hard enough to guess for this person."""

    password = Password(new=True, label=_("New password"))

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class ChangedPassword(NewPassword):
    current = Password(label=_("Current password"))
    field_order = ("current", "password")


class Setup(NewPassword):
    """What a new installation needs to know."""

    code = Line(required=True, max_length=40, label=_("One-time code"))
    organisation = Line(required=True, max_length=120, label=_("Name of your organisation"))
    name = Line(required=True, max_length=80, label=_("Your name"))
    email = Email()
    direct_line = Line(required=True, max_length=40, label=_("Your direct line"))
    password = Password(new=True)
    field_order = ("code", "organisation", "name", "email", "direct_line", "password")

    def clean_password(self) -> str:
        data = self.cleaned_data
        self.user = User(name=data.get("name", ""), email=data.get("email", ""))
        return super().clean_password()


class Profile(forms.Form):
    """What customers and colleagues read of somebody."""

    name = Line(required=True, max_length=80, label=_("Name"))
    direct_line = Line(max_length=40, label=_("Direct line"))
    language = forms.ChoiceField(choices=LANGUAGES, label=_("Language"))


class Teams(forms.ModelMultipleChoiceField):
    """Teams by branch and name."""

    def label_from_instance(self, team: Team) -> str:
        return f"{team.branch} · {team}" if team.branch else str(team)


class Colleague(forms.ModelChoiceField):
    """Somebody by name."""

    def label_from_instance(self, person: User) -> str:
        return person.name


class Placement(forms.Form):
    """What somebody may do, and where."""

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only what the person at the screen may give, so that the page offers nothing that would be refused.
        roles = [(code, ROLE_NAMES[code]) for code in abilities.grantable(by.abilities)]
        teams = Team.objects.filter(is_active=True).select_related("branch")
        self.fields["roles"] = _several(roles, label=_("Roles"), required=False)
        self.fields["teams"] = Teams(teams, widget=forms.CheckboxSelectMultiple, required=False, label=_("Teams"))


class Person(Profile, Placement):
    """Somebody new."""

    email = Email()
    field_order = ("name", "email", "direct_line", "language", "roles", "teams")


class Away(forms.Form):
    """When somebody is away, and who stands in."""

    starts_at = forms.DateTimeField(label=_("From"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    ends_at = forms.DateTimeField(label=_("Until"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = User.objects.active().exclude(pk=user.pk)
        nobody = _("Nobody; new cases go to others")
        self.fields["stand_in"] = Colleague(others, required=False, label=_("Stand-in"), empty_label=nobody)
        self.fields["starts_at"].initial = timezone.localtime().strftime("%Y-%m-%dT%H:%M")


class Token(forms.Form):
    """A key for a program, with some of one's abilities."""

    name = Line(required=True, max_length=80, label=_("What is it for?"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"] = _several(
            [(code, ABILITY_NAMES[code]) for code in sorted(user.abilities)], label=_("It may")
        )


class _Counted:
    """A code is tried five times in half an hour, and works once, whichever process looks at it."""

    user: User
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        throttle.check(f"second-factor:{self.user.pk}", limit=TRIES, per=HALF_HOUR)
        code: str = super().clean_code()  # type: ignore[misc]
        throttle.forget(f"second-factor:{self.user.pk}")
        if not throttle.count(f"second-factor-used:{self.user.pk}-{code}", limit=1, per=HALF_HOUR):
            raise forms.ValidationError(_("This code has been used. Wait for the next one."))
        return code


class SecondFactor(_Counted, AuthenticateForm):
    """The code at sign-in."""


class SecondFactorAgain(_Counted, ReauthenticateForm):
    """The code before a change to the account's own safety."""
