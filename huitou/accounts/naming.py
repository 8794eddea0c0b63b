"""Names that are kept in two languages."""

from huitou.lib.language import page_language


def said(name: str, name_en: str) -> str:
    """The name in the language of the page; the other where one is missing."""
    if page_language() == "en":
        return name_en or name
    return name or name_en
