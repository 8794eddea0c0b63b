"""The closing line of a run of tests."""

import pytest

from tools.tally import tally


@pytest.mark.parametrize(
    ("log", "counted"),
    [
        ("== 312 passed in 45.02s ==\n", (312, 0)),
        ("== 2 failed, 310 passed, 1 warning in 61.10s (0:01:01) ==\nexit 1\n", (310, 2)),
        ("== 3 errors in 0.50s ==\n", (0, 3)),
        ("== 1 failed, 5 passed, 2 errors in 9.00s ==\n", (5, 3)),
        ("nothing ran\n", (0, 0)),
    ],
)
def test_tally(log: str, counted: tuple[int, int]) -> None:
    assert tally(log) == counted
