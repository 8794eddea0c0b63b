"""What a command needs of the installation before it may work: Django, a sound database, the schema of this version."""

import os

from huitou.command.answers import Refused


def open_up() -> None:
    """Start Django with the product's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huitou.config.settings")
    import django

    try:
        django.setup()
    except (OSError, ValueError) as error:
        raise Refused(f"the settings cannot be used: {error}") from error


def refuse_if_unfit() -> None:
    """Serve nothing from a database that could lose what was acknowledged, or that is of another version."""
    from django.db import Error

    from huitou.config import fitness

    try:
        weak = fitness.weaknesses()
        behind = fitness.unapplied()
    except Error as error:
        raise Refused(f"the database cannot be reached: {error}") from error
    if weak:
        raise Refused("the database is not set up safely, nothing is served:\n  " + "\n  ".join(weak))
    if behind:
        raise Refused(f"the database is of another version ({len(behind)} migrations behind); run: huitou migrate")


def make_if_new() -> None:
    """An empty database is brought up without asking; an older one is somebody's data and waits for `migrate`."""
    from django.core.management import call_command
    from django.db import Error, connection

    try:
        if connection.introspection.table_names():
            return
    except Error as error:
        raise Refused(f"the database cannot be reached: {error}") from error
    call_command("migrate", verbosity=0, interactive=False)
