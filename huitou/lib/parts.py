"""Template pieces of HTML that every page shares: an icon, and a form control that knows its hint and its error."""

from django import template
from django.forms import BoundField
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
def control(field: BoundField, hint: str = "", more: str = "") -> str:
    """The widget of a field, in our look, tied to the hint and the error that _field.html writes beside it."""
    described = [f"{field.auto_id}_helptext"] if hint or field.help_text else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    own = field.field.widget.attrs.get("class", "")
    attrs = {"class": " ".join(filter(None, (_class(field), own, more)))}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attrs)


@register.filter
def may(user: object, ability: str) -> bool:
    """Whether somebody may do it; a stranger may nothing."""
    can = getattr(user, "can", None)
    return can(ability) if can else False
