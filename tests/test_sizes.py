"""Nothing is longer than a reader can hold."""

from tools import sizes


def test_nothing_is_too_long() -> None:
    assert sizes.too_long() == []


def test_a_long_function_is_found() -> None:
    source = "def long():\n" + "    pass\n" * sizes.FUNCTION
    assert list(sizes.of_module(source, "x.py")) == ["x.py:1 long(): 41 lines, at most 40"]


def test_a_long_module_is_found_and_tests_may_be_longer() -> None:
    source = "x = 1\n" * (sizes.MODULE + 1)
    assert len(list(sizes.of_module(source, "huitou/x.py"))) == 1
    assert list(sizes.of_module(source, "tests/x.py")) == []
