"""GIF: blocks one after another; comments and foreign extensions are left out."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from huitou.files.pictures.shape import Broken, Shape, bounded, shape

_EXTENSION, _IMAGE, _END = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
# How often an animation repeats.
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


class Block(NamedTuple):
    kind: int
    label: int
    whole: bytes


def _head(data: bytes) -> int:
    """Where the blocks begin."""
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        raise Broken("no signature")
    return 13 + _table(data[10])


def _table(flags: int) -> int:
    """How many bytes the colours take that the flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _behind(data: bytes, place: int) -> int:
    """Behind a row of sub-blocks."""
    while data[place]:
        place += data[place] + 1
    return place + 1


def _blocks(data: bytes) -> Iterator[Block]:
    """Up to the end mark, which some writers forget."""
    place = _head(data)
    while place < len(data) and data[place] != _END:
        start, kind = place, data[place]
        if kind == _EXTENSION:
            place = _behind(data, place + 2)
        elif kind == _IMAGE:
            place = _behind(data, place + 11 + _table(data[place + 9]))
        else:
            raise Broken("an unknown block")
        yield Block(kind, data[start + 1], data[start:place])


def measure(data: bytes) -> Shape:
    """The canvas, or what the frames need if that is more."""
    width, height = struct.unpack_from("<HH", data, 6)
    frames = 0
    for block in bounded(_blocks(data)):
        if block.kind == _IMAGE:
            frames += 1
            left, top, wide, high = struct.unpack_from("<HHHH", block.whole, 1)
            width, height = max(width, left + wide), max(height, top + high)
    return shape(width, height, frames)


def clean(data: bytes) -> bytes:
    """Without comments and what programs noted."""
    blocks = b"".join(block.whole for block in bounded(_blocks(data)) if _is_kept(block))
    return data[: _head(data)] + blocks + bytes((_END,))


def _is_kept(block: Block) -> bool:
    if block.kind == _IMAGE or block.label == _CONTROL:
        return True
    return block.label == _APPLICATION and block.whole[3:14] in _LOOPS
