"""Template pieces of HTML that every page shares: an icon, and a form control that knows its hint and its error."""

from collections.abc import Mapping

from django import template
from django.forms import BoundField, PasswordInput, Textarea, TextInput
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()

SELECTS = ("Select", "SelectMultiple", "NullBooleanSelect")
CHECKS = ("CheckboxInput", "RadioSelect", "CheckboxSelectMultiple")


@register.simple_tag
def icon(name: str, more: str = "") -> str:
    """A drawn sign from the sprite (assets/icons.txt names them); the word always stands beside it."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        more,
        static("vendor/icons.svg"),
        name,
    )


def _class(field: BoundField) -> str:
    kind = type(field.field.widget).__name__
    if kind in CHECKS:
        return "form-check-input"
    return "form-select" if kind in SELECTS else "form-control"


@register.simple_tag
def control(field: BoundField, id: str = "", hint: str = "", lines: int = 0, **attrs: object) -> str:
    """The widget of a field, in our look, tied to the hint and the error that _field.html writes beside it.

    `id` keeps two forms of one page apart; `lines` makes it a text area. No maxlength: a browser would cut silently
    what somebody pastes, where the server says it beside the field and loses nothing.
    """
    id = id or field.auto_id
    described = [f"{id}_hint"] if hint else []
    described += [f"{id}_error"] if field.errors else []
    given = {name.replace("_", "-"): str(value) for name, value in attrs.items() if value not in ("", None)}
    if described:
        given["aria-describedby"] = " ".join(described)
    widget = Textarea(attrs={"rows": lines}) if lines else field.field.widget
    if isinstance(widget, Textarea | TextInput) and not isinstance(widget, PasswordInput):
        given["dir"] = "auto"
    return field.as_widget(widget=widget, attrs={"class": _class(field), "id": id, "maxlength": False, **given})


@register.filter
def may(user: object, ability: str) -> bool:
    """Whether somebody may do it; a stranger may nothing."""
    can = getattr(user, "can", None)
    return can(ability) if can else False


@register.filter
def at(things: Mapping[str, object], name: str) -> object:
    """One thing by a name that a template cannot spell, such as hand-over."""
    return things.get(name)
