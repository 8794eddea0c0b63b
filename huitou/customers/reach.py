"""What a person types to be reached by, read as an address we can use and compare."""

from typing import NamedTuple

EMAIL, PHONE, WECHAT, OTHER = "email", "phone", "wechat", "other"


class Reach(NamedTuple):
    """A way to reach somebody: `value` is normalised, `shown` is as typed."""

    kind: str
    value: str
    shown: str

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def is_address(self) -> bool:
        """Whether it belongs to one person, and may be compared."""
        return self.kind != OTHER and bool(self.value)


def parse(text: str) -> Reach:
    """An e-mail address, a telephone number or a WeChat name; else the words themselves."""
    return Reach(OTHER, text, text)
