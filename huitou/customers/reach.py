"""What a person types to be reached by, read as an address we can use and compare."""

import re
import unicodedata
from typing import NamedTuple

from huitou.lib.text import clean_line

EMAIL, PHONE, WECHAT, OTHER = "email", "phone", "wechat", "other"
LONGEST = 200

_SPEAKING = r"\s@<>()\[\],;:\"'，；、：（）《》"
# People write on without a space (邮箱chen@example.com谢谢), so an ASCII host ends where ASCII ends; else it is an IDN.
_MAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@"
    rf"(?:(?:[A-Za-z0-9-]+\.)+[A-Za-z]{{2,}}(?![A-Za-z0-9-]|\.\w)|[^{_SPEAKING}]+[.。][^{_SPEAKING}]+)"
)
_LOCAL = re.compile(r"(?!.*(?:\.\.|=\?))[a-z0-9!#$%&'*+/=?^_`{|}~-][a-z0-9.!#$%&'*+/=?^_`{|}~-]{0,63}(?<!\.)")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_WECHAT = re.compile(
    r"(?:微信|薇信|v信|wechat|weixin|wx|vx)\s*(?:号|id|名)?(?:\s*[:是为]\s*|\s+|(?=[a-z0-9]))([a-z0-9][-_a-z0-9]{4,31})",
    re.I,
)
# A run that a person may mean as one number: digits with the usual marks between them.
_DIGITS = re.compile(
    r"(?<![A-Za-z0-9_@])\+?\(?\d[\d\s().-]*\d(?:\s*(?:转|分机|ext\.?|x|#)\s*\d{1,6})?(?![A-Za-z0-9_@])", re.I
)
_EXTENSION = re.compile(r"\s*(?:转|分机|ext\.?|x|#)\s*(\d{1,6})$", re.I)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))

_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(010|02\d|0[3-9]\d\d)(\d{7,8})")
_SERVICE = re.compile(r"[48]00\d{7}|95\d{3,4}")


class Reach(NamedTuple):
    """A way to reach somebody, without the words that were typed around it."""

    kind: str
    value: str

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def is_address(self) -> bool:
        """Whether it belongs to one person, and may be compared."""
        return self.kind != OTHER and bool(self.value)


def parse(text: str) -> Reach:
    """An e-mail address, a telephone number or a WeChat name; else the words themselves."""
    typed = clean_line(text)[:LONGEST]
    plain = unicodedata.normalize("NFKC", typed).translate(_DASHES)
    for kind, find in ((EMAIL, _find_email), (WECHAT, _find_wechat), (PHONE, _find_phone)):
        value = find(plain)
        if value:
            return Reach(kind, value)
    return Reach(OTHER, typed)


def _find_email(text: str) -> str | None:
    """The one address in the words; of two we cannot know which is meant."""
    found = {_email(match) for match in _MAIL.findall(text)}
    return found.pop() if len(found) == 1 and text.count("@") == 1 else None


def _email(text: str) -> str | None:
    """An address in lower case with its host in ASCII; None if no server would take it."""
    local, _, host = text.lower().rstrip(".。,").rpartition("@")
    try:
        host = host.replace("。", ".").encode("idna").decode("ascii")
    except UnicodeError:
        return None
    address = f"{local}@{host}"
    return address if len(address) <= 254 and _LOCAL.fullmatch(local) and _HOST.fullmatch(host) else None


def _find_wechat(text: str) -> str | None:
    match = _WECHAT.search(text)
    return match[1].lower() if match else None


def _find_phone(text: str) -> str | None:
    """The first number that can be dialled; a second one stays in the words as typed."""
    return next(filter(None, map(_phone, _DIGITS.findall(text))), None)


def _phone(text: str) -> str | None:
    """A number as it is dialled in China, or with + and the country's code."""
    extension = _EXTENSION.search(text)
    body = text[: extension.start()] if extension else text
    digits = re.sub(r"\D", "", body)
    abroad = body.lstrip("( ").startswith("+") or digits.startswith("00")
    number = _abroad(digits.removeprefix("00")) if abroad else _at_home(digits)
    return f"{number}-{extension[1]}" if number and extension else number


def _abroad(digits: str) -> str | None:
    if digits.startswith("86"):
        rest = digits[2:].removeprefix("0")
        return _at_home(rest) or _at_home(f"0{rest}")
    return f"+{digits}" if 8 <= len(digits) <= 15 and digits[0] != "0" else None


def _at_home(digits: str) -> str | None:
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    if _MOBILE.fullmatch(digits) or _SERVICE.fullmatch(digits):
        return digits
    landline = _LANDLINE.fullmatch(digits)
    return f"{landline[1]}-{landline[2]}" if landline else None


def readable(kind: str, value: str) -> str:
    """The address as people read it: 138 0013 8000."""
    if kind != PHONE:
        return value
    number, dash, extension = value.partition("-") if _MOBILE.match(value) else (value, "", "")
    if _MOBILE.fullmatch(number):
        return f"{number[:3]} {number[3:7]} {number[7:]}{dash}{extension}"
    return re.sub(r"^([48]00)(\d{3})(\d{4})", r"\1 \2 \3", value)


def mask(value: str) -> str:
    """An address that its owner recognises and nobody else can use: 138****5678."""
    if "@" in value:
        local, _, host = value.rpartition("@")
        return f"{local[:1]}***@{host}"
    if sum(letter.isdigit() for letter in value) >= 7:
        return f"{value[:3]}****{value[-4:]}"
    return f"{value[:2]}***" if len(value) > 2 else "***"
