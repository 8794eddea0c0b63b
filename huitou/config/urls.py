"""Every address of the product, by app."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path

from huitou.config.api import api
from huitou.config.docs import docs
from huitou.config.health import health

# Programs bring a token, not a session: the API asks for it itself, operation by operation.
api_urls = api.urls
for operation in api_urls[0]:
    login_not_required(operation.callback)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("huitou.portal.urls")),
    path("", include("huitou.desk.urls")),
    path("", include("huitou.accounts.urls")),
    path("files/", include("huitou.files.urls")),
    path("api/v1/docs", docs, name="api_docs"),
    path("api/v1/", api_urls),
    path("healthz", health, name="health"),
]
