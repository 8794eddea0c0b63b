"""Mail about accounts; the app that sends it stands on a floor above and is named in the settings."""

from django.conf import settings
from django.utils.module_loading import import_string


def send(address: str, subject: str, text: str, encloses: str = "") -> None:
    """Hand a letter to `settings.ACCOUNT_MAIL`, which writes it in the caller's transaction."""
    import_string(settings.ACCOUNT_MAIL)(address, subject, text, encloses)
