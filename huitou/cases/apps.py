"""The Django app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "huitou.cases"
    default_auto_field = "django.db.models.BigAutoField"
