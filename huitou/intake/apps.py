"""The Django app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "huitou.intake"
    default_auto_field = "django.db.models.BigAutoField"
