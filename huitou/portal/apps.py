"""The Django app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "huitou.portal"
    default_auto_field = "django.db.models.BigAutoField"
