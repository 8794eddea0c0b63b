"""WebP: RIFF chunks; EXIF and XMP have chunks and flags of their own."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from huitou.files.pictures.exif import only_orientation
from huitou.files.pictures.shape import Broken, Shape, bounded, shape

_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


class Chunk(NamedTuple):
    name: bytes
    body: bytes


def _chunks(data: bytes) -> Iterator[Chunk]:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise Broken("no WebP")
    (length,) = struct.unpack_from("<I", data, 4)
    end = 8 + length
    if end > len(data) + 1:
        raise Broken("cut off")
    place = 12
    while place + 8 <= min(end, len(data)):
        name, size = struct.unpack_from("<4sI", data, place)
        if place + 8 + size > len(data):
            raise Broken("a chunk runs off the end")
        yield Chunk(name, data[place + 8 : place + 8 + size])
        place += 8 + size + size % 2


def measure(data: bytes) -> Shape:
    """The largest size that any header gives, and the frames that are there."""
    sizes, frames = [], 0
    for chunk in bounded(_chunks(data)):
        frames += chunk.name == b"ANMF"
        reader = _SIZES.get(chunk.name)
        if reader:
            sizes.append(reader(chunk.body))
    if not sizes:
        raise Broken("no picture inside")
    width, height = max(sizes, key=lambda one: one[0] * one[1])
    return shape(width, height, max(1, frames))


def _canvas(body: bytes, place: int = 4) -> tuple[int, int]:
    return _three(body, place) + 1, _three(body, place + 3) + 1


def _frame(body: bytes) -> tuple[int, int]:
    return _canvas(body, 6)


def _lossy(body: bytes) -> tuple[int, int]:
    if body[3:6] != b"\x9d\x01\x2a":
        raise Broken("no key frame")
    width, height = struct.unpack_from("<HH", body, 6)
    return width & 0x3FFF, height & 0x3FFF


def _lossless(body: bytes) -> tuple[int, int]:
    mark, bits = struct.unpack_from("<BI", body)
    if mark != 0x2F:
        raise Broken("no lossless signature")
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _three(body: bytes, place: int) -> int:
    if place + 3 > len(body):
        raise Broken("a header that is too short")
    return int.from_bytes(body[place : place + 3], "little")


_SIZES = {b"VP8X": _canvas, b"VP8 ": _lossy, b"VP8L": _lossless, b"ANMF": _frame}


def clean(data: bytes) -> bytes:
    """Without EXIF, XMP and unknown chunks; the orientation stays."""
    chunks = list(bounded(_chunks(data)))
    turned = next((only_orientation(_tiff(chunk.body)) for chunk in chunks if chunk.name == b"EXIF"), b"")
    kept = [_flagged(chunk, _HAS_EXIF if turned else 0) for chunk in chunks if chunk.name in _KEPT]
    if turned:
        kept.append(Chunk(b"EXIF", turned))
    body = b"WEBP" + b"".join(
        struct.pack("<4sI", chunk.name, len(chunk.body)) + chunk.body + b"\x00" * (len(chunk.body) % 2)
        for chunk in kept
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _tiff(body: bytes) -> bytes:
    """Some writers put the mark of JPEG before it."""
    return body.removeprefix(b"Exif\x00\x00")


def _flagged(chunk: Chunk, exif: int) -> Chunk:
    """The extended header promises only what is still there."""
    if chunk.name != b"VP8X":
        return chunk
    flags = chunk.body[0] & ~(_HAS_EXIF | _HAS_XMP) | exif
    return Chunk(chunk.name, bytes((flags,)) + chunk.body[1:])
