"""Form fields for what people write: what no screen shows is left out, not refused."""

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from huitou.lib.text import clean_line, clean_words


class Words(forms.CharField):
    """Sentences, with their line breaks."""

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        super().__init__(required=required, **options)
        # Cleaning has taken them out; refusing them would only puzzle whoever pasted one.
        self.validators = [one for one in self.validators if not isinstance(one, ProhibitNullCharactersValidator)]

    def to_python(self, value: Any) -> str:
        return clean_words(str(value or ""))


class Line(Words):
    """One line."""

    def to_python(self, value: Any) -> str:
        return clean_line(str(value or ""))
