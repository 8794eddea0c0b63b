"""The two languages of our pages by our own codes: what Django calls zh-hans is `zh` here."""

from django.utils.translation import get_language


def page_language() -> str:
    """The language that is active now: `zh` or `en`."""
    return own_code(get_language())


def own_code(django_code: str | None) -> str:
    """Our own code for what Django, or a browser, calls a language; Chinese for whatever is not English."""
    return "en" if (django_code or "").startswith("en") else "zh"


def django_code(language: str) -> str:
    """Django's name for our own code."""
    return "en" if language == "en" else "zh-hans"
