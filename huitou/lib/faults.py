"""What is wrong with a field of a request, in words for people."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def field_of(error: Mapping[str, Any]) -> str:
    """The path of the field, `helpers.0`; `body` where the whole body is meant."""
    where, *path = error["loc"]
    if where == "body":
        path = path[1:]
    return ".".join(str(part).replace("_", "-") if where == "header" else str(part) for part in path) or str(where)


def words_of(error: Mapping[str, Any]) -> str:
    """By the kind of fault; the value that came is not repeated."""
    kind, context = str(error["type"]), error.get("ctx", {})
    if kind in _LIMITS:
        return str(_limit(kind) % context)
    if kind == "literal_error":
        return _("One of: %(expected)s") % context
    for ending, words in _kinds().items():
        if kind.endswith(ending):
            return words
    return _("This is not as it should be.")


_LIMITS = {"string_too_long", "string_too_short", "too_long", "greater_than_equal", "less_than_equal"}


def _limit(kind: str) -> str:
    return {
        "string_too_long": _("At most %(max_length)d characters."),
        "string_too_short": _("At least %(min_length)d characters."),
        "too_long": _("At most %(max_length)d entries."),
        "greater_than_equal": _("At least %(ge)d."),
        "less_than_equal": _("At most %(le)d."),
    }[kind]


def _kinds() -> dict[str, str]:
    return {
        "missing": _("This is missing."),
        "pattern_mismatch": _("This has characters that have no place here."),
        "string_type": _("This must be a text."),
        "string_unicode": _("This must be a text."),
        "bool_type": _("This must be true or false."),
        "bool_parsing": _("This must be true or false."),
        "int_type": _("This must be a whole number."),
        "int_parsing": _("This must be a whole number."),
        "int_from_float": _("This must be a whole number."),
        "int_parsing_size": _("This must be a whole number."),
        "list_type": _("This must be a list."),
        "_attributes_type": _("This must be an object with fields."),
        "dict_type": _("This must be an object with fields."),
    }
