"""The language of the page in our own two codes."""

from django.utils.translation import get_language


def language() -> str:
    """`zh` or `en`."""
    return "en" if (get_language() or "").startswith("en") else "zh"
