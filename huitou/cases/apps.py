"""The Django app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "huitou.cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from huitou.accounts import enclosed
        from huitou.cases import subjects, telling

        subjects.register()
        enclosed.register(telling.ENCLOSED, telling.enclosed_link)
