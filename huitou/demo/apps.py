"""The Django app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "huitou.demo"
    default_auto_field = "django.db.models.BigAutoField"
