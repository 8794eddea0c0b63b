"""Where mail goes: a server, the console or a folder, named by HUITOU_EMAIL_URL."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

# A server that says nothing for so long is not there; the worker has other work.
TIMEOUT = 15
_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_PORTS = {"smtp": 25, "smtps": 465}
_SUBMISSION = 587


def open_transport(address: str) -> BaseEmailBackend:
    """A transport that is ready to send; raises what its server says."""
    transport = connection(address)
    transport.open()
    return transport


def connection(address: str) -> BaseEmailBackend:
    """Django's transport for smtp://user:password@host:port, smtps://, console:, file:FOLDER or memory:."""
    scheme, _, rest = address.partition(":")
    if scheme in _PORTS:
        return get_connection(_SMTP, **_server(address))
    if scheme == "console":
        return get_connection("huitou.channels.email.to_console.EmailBackend")
    if scheme == "file" and rest:
        return get_connection("huitou.channels.email.to_folder.EmailBackend", folder=rest)
    if scheme == "memory":
        return get_connection("django.core.mail.backends.locmem.EmailBackend")
    raise ValueError("HUITOU_EMAIL_URL must begin with smtp://, smtps://, console: or file:FOLDER")


def _server(address: str) -> dict[str, Any]:
    """`?starttls=0|1` overrides what is usual: STARTTLS on the submission port, plain words on others."""
    parts = urlsplit(address)
    port = parts.port or _PORTS[parts.scheme]
    asked = parse_qs(parts.query).get("starttls")
    starttls = asked[-1] == "1" if asked else port == _SUBMISSION
    return {
        "host": parts.hostname or "localhost",
        "port": port,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": starttls and parts.scheme == "smtp",
        "timeout": TIMEOUT,
    }
