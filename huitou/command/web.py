"""Only the pages and the API, without a worker. On PostgreSQL several may run, each behind its own port."""

import argparse
import gc
import sys
from typing import Any

from huitou.command import address, installation, leash


def arguments(parser: argparse.ArgumentParser) -> None:
    address.add(parser)


def run(options: argparse.Namespace) -> int:
    leash.hold()
    address.refuse_if_taken(options.host, options.port)
    address.settle(options.host, options.port)
    installation.open_up()
    installation.make_if_new()
    installation.refuse_if_unfit()
    _welcome()
    _warm_up()
    leash.tie_forks()
    _server(options.host, options.port).serve(target_loader=_application, wrap_loader=False)
    return 0


def _welcome() -> None:
    """A new installation has no administrator; whoever reads this console may become it."""
    from huitou.accounts import setup

    code = setup.code()
    if code:
        print(
            f"\n  New installation 首次安装: {setup.address(code)}\n  Code 安装码: {code}\n",
            file=sys.stderr,
            flush=True,
        )


def _warm_up() -> None:
    """Load what every request needs before the fork, so that workers share it; leave no connection behind."""
    from django.db import connections
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018
    for connection in connections.all():
        connection.close()
        close_pool = getattr(connection, "close_pool", None)
        if close_pool:
            close_pool()
    gc.collect()
    gc.freeze()


def _server(host: str, port: int) -> Any:
    from django.conf import settings
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    loggers = {**settings.LOGGING["loggers"], "_granian": {"level": "WARNING"}}
    return Server(
        "huitou.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=settings.WEB_WORKERS,
        blocking_threads=settings.WEB_THREADS,
        backpressure=settings.WEB_CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=25,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
        log_level=LogLevels.warning,
        log_dictconfig={**settings.LOGGING, "loggers": loggers},
    )


def _application() -> Any:
    """Runs in each worker of granian, which forked it from us."""
    leash.hold()
    from huitou.config.wsgi import application

    return application
