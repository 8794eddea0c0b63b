"""Form fields for what people write: what no screen shows is left out, not refused."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huitou.lib.text import clean_line, clean_words


def too_long(length: int, most: int) -> str:
    """What to do about too many words."""
    return _("That is %(length)d characters; up to %(most)d fit here. Please shorten it a little.") % {
        "length": length,
        "most": most,
    }


class Words(forms.CharField):
    """Sentences, with their line breaks."""

    # Cleaning takes out what the one would refuse; the other speaks of variables.
    unwanted = (ProhibitNullCharactersValidator, MaxLengthValidator)

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        words = {"required": gettext_lazy("Please fill this in.")}
        super().__init__(required=required, error_messages=words, **options)
        self.validators = [one for one in self.validators if not isinstance(one, self.unwanted)]

    def to_python(self, value: Any) -> str:
        return clean_words(str(value or ""))

    def validate(self, value: str) -> None:
        super().validate(value)
        if self.max_length is not None and len(value) > self.max_length:
            raise ValidationError(too_long(len(value), self.max_length))


class Line(Words):
    """One line."""

    def to_python(self, value: Any) -> str:
        return clean_line(str(value or ""))
