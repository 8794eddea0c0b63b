"""What the header of a picture says."""

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

T = TypeVar("T")
# No camera or program writes so many parts; reading more would only take our time.
_MOST_PARTS = 100_000


class Broken(ValueError):
    """The bytes begin like a picture and do not go on like one."""


class Shape(NamedTuple):
    width: int
    height: int
    frames: int = 1

    @property
    def pixels(self) -> int:
        return self.width * self.height


def bounded(parts: Iterator[T]) -> Iterator[T]:
    """The parts of a picture, as long as there are not absurdly many; raises Broken."""
    for number, part in enumerate(parts):
        if number >= _MOST_PARTS:
            raise Broken("too many parts")
        yield part


def shape(width: int, height: int, frames: int = 1) -> Shape:
    """A shape with something in it; raises Broken."""
    if not (width > 0 and height > 0 and frames > 0):
        raise Broken("a picture without pixels")
    return Shape(width, height, frames)
