"""Template words for times, as people say them."""

from django import template

register = template.Library()
