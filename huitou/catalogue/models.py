"""What the company sells and cares for."""

from django.db import models

from huitou.accounts.naming import said


class Product(models.Model):
    """A product or service that a customer may name."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return said(self.name, self.name_en)
