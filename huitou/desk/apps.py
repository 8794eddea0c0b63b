"""The Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "huitou.desk"
    default_auto_field = "django.db.models.BigAutoField"
