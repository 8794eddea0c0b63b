"""The Django app."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "huitou.customers"
    default_auto_field = "django.db.models.BigAutoField"
