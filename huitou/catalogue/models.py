"""What the company sells and cares for."""

from django.db import models


class Product(models.Model):
    """A product or service that a customer may name."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        """The name for a reader; the Chinese one where no English one is known."""
        return self.name_en if language.startswith("en") and self.name_en else self.name
