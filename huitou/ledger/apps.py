"""The Django app; when all models are loaded it finds every app's jobs and reactions."""

from typing import Any

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from huitou.ledger import subjects


class LedgerConfig(AppConfig):
    name = "huitou.ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        subjects.register("system", title=_system, visible_to=_everybody)
        subjects.register("job", title=_job)
        autodiscover_modules("jobs", "reactions")


def _system(_id: str) -> str:
    return _("Huitou itself")


def _everybody(_user: Any, _id: str) -> bool:
    return True


def _job(number: int) -> str:
    return _("Job %(number)s") % {"number": number}
