"""The Django app."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "huitou.customers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from huitou.customers import keys

        keys.register()
