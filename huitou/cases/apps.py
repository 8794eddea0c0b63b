"""The Django app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "huitou.cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from huitou.cases import subjects

        subjects.register()
