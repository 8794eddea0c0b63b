"""PNG: chunks, of which those that tell of people have names of their own."""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from huitou.files.pictures.exif import only_orientation
from huitou.files.pictures.shape import Broken, Shape, bounded, shape

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD hIST cICP mDCV cLLI acTL fcTL fdAT".split()
)


class Chunk(NamedTuple):
    name: bytes
    body: bytes
    whole: bytes


def _chunks(data: bytes) -> Iterator[Chunk]:
    """Up to the end chunk; what is hung on behind is no part of the picture."""
    if not data.startswith(_SIGNATURE):
        raise Broken("no signature")
    place = len(_SIGNATURE)
    while True:
        length, name = struct.unpack_from(">I4s", data, place)
        after = place + 12 + length
        if after > len(data):
            raise Broken("a chunk runs off the end")
        yield Chunk(name, data[place + 8 : after - 4], data[place:after])
        if name == b"IEND":
            return
        place = after


def measure(data: bytes) -> Shape:
    """The size in the header; the frames that are announced or there, whichever are more."""
    size, announced, there, has_data = (0, 0), 0, 0, False
    for number, chunk in enumerate(bounded(_chunks(data))):
        if (number == 0) != (chunk.name == b"IHDR"):
            raise Broken("no header at the beginning")
        if chunk.name == b"IHDR":
            size = struct.unpack_from(">II", chunk.body)
        elif chunk.name == b"acTL":
            (announced,) = struct.unpack_from(">I", chunk.body)
        there += chunk.name == b"fcTL"
        has_data |= chunk.name == b"IDAT"
    if not has_data:
        raise Broken("no picture inside")
    return shape(*size, max(1, announced, there))


def clean(data: bytes) -> bytes:
    """Without texts, time and EXIF; the orientation stays."""
    return _SIGNATURE + b"".join(map(_kept, bounded(_chunks(data))))


def _kept(chunk: Chunk) -> bytes:
    if chunk.name == b"eXIf":
        turned = only_orientation(chunk.body)
        return _chunk(b"eXIf", turned) if turned else b""
    return chunk.whole if chunk.name in _KEPT else b""


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
