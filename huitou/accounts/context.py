"""What every page knows: the organisation whose page it is, and the frame around the pages of staff."""

from django.conf import settings
from django.http import HttpRequest

from huitou.accounts.models import Organisation


def organisation(request: HttpRequest) -> dict[str, object]:
    """The organisation, fetched once a request; the frame stands on a floor above and is named in the settings."""
    return {"organisation": Organisation.current(), "staff_frame": settings.STAFF_FRAME}
