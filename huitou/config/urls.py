"""Every address of the product, by app."""

from django.urls import URLPattern, URLResolver, include, path

from huitou.config.api import api
from huitou.config.docs import docs
from huitou.config.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("huitou.portal.urls")),
    path("", include("huitou.desk.urls")),
    path("", include("huitou.accounts.urls")),
    path("files/", include("huitou.files.urls")),
    path("api/v1/docs", docs, name="api_docs"),
    path("api/v1/", api.urls),
    path("healthz", health, name="health"),
]
