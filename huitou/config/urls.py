"""Every address of the product, by app."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path

from huitou.config.api import api
from huitou.config.docs import docs
from huitou.config.health import health

# Programs bring a token, not a session: the API asks for it itself, operation by operation.
api_urls = api.urls
for operation in api_urls[0]:
    operation.callback = login_not_required(cast("Callable[..., HttpResponseBase]", operation.callback))

handler500 = "huitou.config.failures.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("huitou.portal.urls")),
    path("", include("huitou.desk.urls")),
    path("", include("huitou.accounts.urls")),
    path("files/", include("huitou.files.urls")),
    path("api/v1/docs", docs, name="api_docs"),
    path("api/v1/", api_urls),
    path("healthz", health, name="health"),
]
