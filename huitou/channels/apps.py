"""The Django app."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "huitou.channels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from huitou.channels import keys

        keys.register()
