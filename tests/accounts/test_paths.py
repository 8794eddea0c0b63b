"""Where `next` may lead."""

import pytest

from huitou.accounts.paths import own_path


@pytest.mark.parametrize("path", ["/", "/day/", "/cases/?page=2&q=门", "/a//b"])
def test_own_paths_pass(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None, "", "day/", "//e", "//e.example/x", r"/\e", r"\\e", "https:e", "https://e.example/", "http:///e",
        "\t//e", "/\t/e", "\x00/day/", "javascript:alert(1)", "/\r\nX: y", "///e", "／／e", " //e", "/\u202e/day",
    ],
)  # fmt: skip
def test_everything_else_is_dropped(path: str | None) -> None:
    assert own_path(path) == ""
