"""Foreign words and foreign HTML made fit to be shown: nothing in them acts, and nothing is fetched."""

import re

import nh3
from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Only what carries words. No picture (it would phone home), no style, no id or class, no form, no frame.
_TAGS = (
    "a abbr b blockquote br caption code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q s small"
    " span strong sub sup table tbody td tfoot th thead tr u ul"
)
_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "*": {"dir", "lang"}}
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_REL = "noopener noreferrer nofollow"
_DROPPED_WHOLE = frozenset({"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math"})
LONGEST = 1_000_000

# ASCII only: Chinese goes on behind an address without a space.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.I)
_TRAILING = ".,;:!?'*"
# http://bank.example@evil.example leads elsewhere than it seems.
_DISGUISED = re.compile(r"https?://[^/?#]*@", re.I)


def html(text: str) -> SafeString:
    """Foreign HTML with only its words, their order and its plain links."""
    cleaned = nh3.clean(
        text[:LONGEST],
        tags=set(_TAGS.split()),
        clean_content_tags=set(_DROPPED_WHOLE),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=set(_SCHEMES),
        link_rel=_REL,
        strip_comments=True,
    )
    return mark_safe(cleaned)  # noqa: S308 - what nh3 lets through is the list above


@register.filter
def links(text: str) -> SafeString:
    """Words as they were written: escaped, each line for itself, web addresses made links."""
    lines = (format_html("<bdi>{}</bdi>", _linked(line)) for line in text.split("\n"))
    return mark_safe("<br>\n".join(lines))  # noqa: S308 - each line is escaped


def _linked(line: str) -> SafeString:
    parts: list[str] = []
    done = 0
    for match in _ADDRESS.finditer(line):
        address = _without_tail(match[0])
        parts += [conditional_escape(line[done : match.start()]), _link(address)]
        done = match.start() + len(address)
    return mark_safe("".join([*parts, conditional_escape(line[done:])]))  # noqa: S308 - every part is escaped


def _link(address: str) -> str:
    if _DISGUISED.match(address) or not address.partition("://")[2]:
        return conditional_escape(address)
    return format_html('<a href="{}" rel="{}" target="_blank">{}</a>', address, _REL, address)


def _without_tail(address: str) -> str:
    """Punctuation behind an address belongs to the sentence, and so does a bracket that was opened before it."""
    while address and (address[-1] in _TRAILING or (address[-1] in ")]" and _is_unopened(address))):
        address = address[:-1]
    return address


def _is_unopened(address: str) -> bool:
    opening = "(" if address[-1] == ")" else "["
    return address.count(address[-1]) > address.count(opening)
