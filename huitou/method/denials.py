"""Whether a phrase was said in order to deny it: 没有受伤, 不是食物中毒, nobody was hurt."""

import re
from functools import cache
from typing import NamedTuple

from huitou.method import content
from huitou.method.folding import fold

CLAUSE_END = re.compile(r"[,;!?。、\n]|[.:](?!\d)")
# How far back in its clause a denial may begin.
_REACH = 60


class _Patterns(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]
    joint: re.Pattern[str]
    undone: re.Pattern[str]


def is_denied(text: str, start: int, end: int, clause: int, denied_until: int) -> bool:
    """About the phrase at start…end of a folded text; `denied_until` is the end of the last denied phrase, or -1."""
    patterns = _patterns()
    if 0 <= denied_until <= start <= denied_until + _REACH and patterns.joint.fullmatch(text, denied_until, start):
        return True
    begin = max(clause, start - _REACH)
    if match := patterns.before.match(text[begin:start][::-1]):
        at = start - match.end()
        return not (_asks(text, at) or patterns.undone.search(text[begin:at]))
    return patterns.after.match(text, end) is not None


def _asks(text: str, at: int) -> bool:
    """是不是, 有没有, 漏不漏水: the same character on both sides of the denying one."""
    return 0 < at < len(text) - 1 and text[at] in "不没" and text[at - 1] == text[at + 1]


@cache
def _patterns() -> _Patterns:
    # Read backwards from the phrase: a match then begins where it must, however long the text.
    before = (
        rf"(?:{_any('zh', 'between', -1)}){{0,6}}(?:{_any('zh', 'words', -1)})|{_any('zh', 'beside', -1)}"
        rf"| ?(?:(?:{_any('en', 'between', -1)}) )*(?:{_any('en', 'words', -1)})(?![a-z0-9'])"
    )
    return _Patterns(
        before=re.compile(before),
        after=re.compile(rf"(?:{_any('zh', 'after')})(?=[,.;!?。、\n]|$)| ?(?:{_any('en', 'after')})\b"),
        joint=re.compile(
            rf"(?:{_any('zh', 'joints')})(?:{_any('zh', 'between')}){{0,4}}"
            rf"| (?:{_any('en', 'joints')}) (?:(?:{_any('en', 'between')}) )*"
        ),
        undone=re.compile(
            rf"{_any('zh', 'undone')}|(?:{_any('zh', 'doubled')})$"
            rf"|\b(?:{_any('en', 'undone')})\b|\b(?:{_any('en', 'doubled')}) ?$"
        ),
    )


def _any(lang: str, key: str, direction: int = 1) -> str:
    listed = (fold(word).text[::direction] for word in content.item("denials", lang, key))
    return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))
