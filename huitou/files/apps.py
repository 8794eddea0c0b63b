"""The Django app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "huitou.files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from huitou.files import keys

        keys.register()
