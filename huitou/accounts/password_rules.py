"""What a new password must not be, said in our own words: Django's have no Chinese, or name the fields of a table."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("Too short: at least %(length)s characters.") % {"length": self.min_length}


class NotOneself(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("Too close to your name or your e-mail address.")


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Many people use this one, so it is quickly guessed.")
