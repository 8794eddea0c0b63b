"""The Django app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "huitou.catalogue"
    default_auto_field = "django.db.models.BigAutoField"
