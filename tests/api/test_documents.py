"""The documents of the API: complete, valid, readable without any network."""

import re
from html import unescape
from typing import Any

import pytest
import schemathesis
from django.test import Client

from huitou.config.api import api
from huitou.lib.problems import MEDIA_TYPE

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_it_is_a_valid_description(document: dict[str, Any]):
    schemathesis.openapi.from_dict(document).validate()
    assert document["info"]["title"] == "Huitou"


def test_every_operation_says_what_it_does_and_how_it_fails(document: dict[str, Any]):
    for name, operation in operations(document):
        assert operation["summary"], name
        errors = {status: answer for status, answer in operation["responses"].items() if int(status) >= 400}
        assert {"429"} <= errors.keys(), name
        assert ("401" in errors) == ("security" in operation), name
        assert ("422" in errors) == bool(operation.get("requestBody") or operation.get("parameters")), name
        schemas = [answer["content"][MEDIA_TYPE]["schema"] for answer in errors.values()]
        assert all(schema == {"$ref": "#/components/schemas/Problem"} for schema in schemas), name


def test_every_post_takes_a_key(document: dict[str, Any]):
    """But for the one that is the same however often it is sent."""
    without = {
        name
        for name, operation in operations(document)
        if name.startswith("POST")
        and not any(one["name"] == "Idempotency-Key" for one in operation.get("parameters", []))
    }
    assert without == {"POST /api/v1/voices/{number}/complaint"}


def test_texts_and_numbers_have_their_limits(document: dict[str, Any]):
    """What comes in is bounded, every field of it."""
    schemas = document["components"]["schemas"]
    unbounded = [
        (name, field)
        for name, schema in schemas.items()
        if name.endswith("In")
        for field, value in schema["properties"].items()
        for one in value.get("anyOf", [value])
        if (one.get("type") == "string" and not {"maxLength", "enum", "const"} & one.keys())
        or (one.get("type") == "integer" and not {"minimum", "maximum"} <= one.keys())
        or (one.get("type") == "array" and "maxItems" not in one)
    ]
    assert unbounded == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_shows_every_operation_without_any_network(client: Client, language: str):
    answer = client.get("/api/v1/docs", headers={"Accept-Language": language})
    page = unescape(answer.content.decode())
    for name, operation in operations(api.get_openapi_schema()):
        method, path = name.split(" ")
        assert f"<code>{method} {path}</code>" in page
        assert operation["summary"] in page
    assert re.findall(r"(?:src|href|action)=\"https?://", page) == []
    assert "Idempotency-Key" in page
    assert re.search(r"400, 401, 403, 404, 409, 413, 415, 422, 429", page)
