"""Bytes that people gave us: taken in, kept and handed out with care."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huitou.files.receiving import Refused, check, receive, receive_all
    from huitou.files.serving import serve

__all__ = ["Refused", "check", "receive", "receive_all", "serve"]


def __getattr__(name: str) -> object:
    """Django imports this package before models may be loaded, so the verbs wait until they are asked for."""
    if name == "serve":
        from huitou.files import serving

        return serving.serve
    if name in __all__:
        from huitou.files import receiving

        return getattr(receiving, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
