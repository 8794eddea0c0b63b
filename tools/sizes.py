"""The tail of sizes: what is longer than a reader can hold is split. Migrations and content are exempt."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.stamps import ROOT

FUNCTION, MODULE, TEMPLATE, TESTS = 40, 300, 150, 500
EXEMPT = {"migrations", "content", "__pycache__"}


def too_long() -> list[str]:
    """Each thing over its limit, with its length."""
    return [line for folder in ("huitou", "tools", "tests") for line in _in_folder(ROOT / folder)]


def _in_folder(folder: Path) -> Iterator[str]:
    for file in sorted(folder.rglob("*")):
        if EXEMPT.isdisjoint(file.relative_to(ROOT).parts):
            if file.suffix == ".py":
                yield from of_module(file.read_text(encoding="utf-8"), str(file.relative_to(ROOT)))
            elif file.suffix == ".html":
                yield from _over(_lines(file), TEMPLATE, str(file.relative_to(ROOT)))


def of_module(source: str, name: str) -> Iterator[str]:
    """The module itself and its functions."""
    yield from _over(len(source.splitlines()), TESTS if name.startswith("tests/") else MODULE, name)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield from _over(length, FUNCTION, f"{name}:{node.lineno} {node.name}()")


def _over(length: int, limit: int, name: str) -> Iterator[str]:
    if length > limit:
        yield f"{name}: {length} lines, at most {limit}"


def _lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    found = too_long()
    print("\n".join(found) or "all sizes hold")
    sys.exit(1 if found else 0)
