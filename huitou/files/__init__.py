"""Bytes that people gave us: taken in, kept and handed out with care."""

from typing import Any

_HOMES = {
    "check": "receiving",
    "receive": "receiving",
    "receive_all": "receiving",
    "Refused": "receiving",
    "serve": "serving",
}


def __getattr__(name: str) -> Any:
    """The verbs by their short names; late, as models cannot be loaded while the apps are."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"huitou.files.{_HOMES[name]}"), name)
