"""The API's documentation as a page of our own: offline, under the strict policy, in both languages."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huitou.config.api import api

METHODS = ("get", "post", "put", "patch", "delete")
LIMITS = ("enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "maxItems")
LEAST_ERROR = 400


@login_not_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation with its fields and answers, drawn from the same document that programs read."""
    document = api.get_openapi_schema()
    return render(request, "api/docs.html", {"document": document, "operations": operations(document)})


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The operations in the order of their addresses."""
    return [
        _operation(document, path, method, methods[method])
        for path, methods in document["paths"].items()
        for method in METHODS
        if method in methods
    ]


def _operation(document: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "public": not operation.get("security"),
        "parameters": [_parameter(one) for one in operation.get("parameters", [])],
        "fields": _fields(document, body) if body else [],
        "answers": [
            (status, _fields(document, _schema(answer)))
            for status, answer in operation["responses"].items()
            if int(status) < LEAST_ERROR
        ],
        "errors": [status for status in operation["responses"] if int(status) >= LEAST_ERROR],
    }


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": parameter["name"],
        "where": parameter["in"],
        "type": _type(parameter["schema"]),
        "required": parameter.get("required", False),
        "description": parameter.get("description", ""),
    }


def _schema(answer: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return schema


def _fields(document: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of a schema, one level deep."""
    schema = _resolved(document, schema)
    required = schema.get("required", [])
    return [
        {
            "name": name,
            "type": _type(value),
            "required": name in required,
            "description": value.get("description", ""),
            "limits": {key: value[key] for key in LIMITS if key in value},
        }
        for name, value in schema.get("properties", {}).items()
    ]


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = document["components"]["schemas"][name] if name else schema
    return found


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(_type(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"[{_type(schema.get('items', {}))}]"
    return str(schema.get("format") or schema.get("type", "any"))
