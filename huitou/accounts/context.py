"""What every page knows: the organisation whose page it is."""

from django.http import HttpRequest


def organisation(request: HttpRequest) -> dict[str, object]:
    """The organisation, fetched once a request."""
    from huitou.accounts.models import Organisation

    return {"organisation": Organisation.current()}
