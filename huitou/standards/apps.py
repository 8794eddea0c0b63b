"""The Django app."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "huitou.standards"
    default_auto_field = "django.db.models.BigAutoField"
