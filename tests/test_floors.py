"""The floors hold where import-linter looks and where it cannot: in string foreign keys and between templates."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parent.parent
USED = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")


def _levels() -> dict[str, int]:
    """The floor of each app, counted from the top, as pyproject.toml says."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    return {name.strip(): level for level, layer in enumerate(layers) for name in layer.split("|")}


LEVELS = _levels()
GROUND = max(LEVELS.values()) + 1


def _points_down(user: str, used: str) -> bool:
    """Into itself or onto a lower floor; neighbours on one floor do not know each other."""
    return user == used or LEVELS.get(used, GROUND) > LEVELS.get(user, GROUND)


def test_imports_point_down() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def _foreign_keys() -> Iterator[tuple[str, type[Model], type[Model]]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.concrete and field.related_model and isinstance(field.related_model, type):
                yield field.name, model, field.related_model


def _app_of(model: type[Model]) -> str:
    name, _, rest = model.__module__.partition(".")
    return rest.partition(".")[0] if name == "huitou" else ""


def test_foreign_keys_point_down() -> None:
    wrong = [
        f"{model._meta.label}.{name} -> {related._meta.label}"
        for name, model, related in _foreign_keys()
        if _app_of(model) and _app_of(related) and not _points_down(_app_of(model), _app_of(related))
    ]
    assert wrong == []


def test_there_are_foreign_keys_between_apps() -> None:
    assert any(_app_of(model) != _app_of(related) for _, model, related in _foreign_keys() if _app_of(related))


def _floor_of_template(name: str) -> str:
    """The app whose folder it lies in; what lies outside of any is common ground."""
    first = name.split("/", maxsplit=1)[0]
    first = {"account": "accounts", "mfa": "accounts"}.get(first, first)  # the folders that allauth looks into
    return first if first in LEVELS else "ground"


def _templates() -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / "huitou").rglob("templates/**/*.html")):
        yield file.as_posix().split("/templates/", 1)[1], file.read_text(encoding="utf-8")


def test_templates_point_down() -> None:
    wrong = [
        f"{name} uses {used}"
        for name, text in _templates()
        for used in USED.findall(text)
        if not _points_down(_floor_of_template(name), _floor_of_template(used))
    ]
    assert wrong == []


def test_the_rule_for_what_points_down() -> None:
    assert _points_down("desk", "cases")
    assert _points_down("cases", "ground")
    assert _points_down("cases", "cases")
    assert not _points_down("cases", "desk")
    assert not _points_down("desk", "portal")
    assert not _points_down("ground", "cases")
