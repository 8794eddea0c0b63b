"""Where the pages are served."""

import argparse
import os
import socket

from huitou.command.answers import Refused


def add(parser: argparse.ArgumentParser) -> None:
    host, port = os.environ.get("HUITOU_HOST", "127.0.0.1"), os.environ.get("HUITOU_PORT", "8000")
    parser.add_argument("--host", default=host, help="the address to listen at (default: %(default)s, HUITOU_HOST)")
    parser.add_argument("--port", default=port, type=int, help="its port (default: %(default)s, HUITOU_PORT)")


def settle(host: str, port: int) -> None:
    """Links in messages lead to where we listen, unless the settings say where customers really come in."""
    os.environ.setdefault("HUITOU_BASE_URL", f"http://{shown(host)}:{port}")


def shown(host: str) -> str:
    """An address that a browser on this machine can open."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)  # noqa: S104


def refuse_if_taken(host: str, port: int) -> None:
    """Before anything is started: the server's own message would come late and in its own words."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise Refused(f"cannot listen at {host} port {port} ({error}); try --port {port + 1}") from error
