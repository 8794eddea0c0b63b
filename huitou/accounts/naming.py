"""Names that are kept in two languages."""

from django.utils.translation import get_language


def said(name: str, name_en: str) -> str:
    """The name in the language of the page; the other where one is missing."""
    if (get_language() or "").startswith("en"):
        return name_en or name
    return name or name_en


def language_code(django_code: str | None) -> str:
    """Our own code ("zh" or "en") for what Django calls a language."""
    return "en" if (django_code or "").startswith("en") else "zh"


def django_code(language: str) -> str:
    """Django's name for our own code."""
    return "en" if language == "en" else "zh-hans"
