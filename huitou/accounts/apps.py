"""The Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "huitou.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from huitou.accounts import enclosed, passwords, subjects

        subjects.register()
        enclosed.register(passwords.ENCLOSED, passwords.enclosed_link)
