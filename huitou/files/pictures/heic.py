"""HEIC: boxes within boxes; metadata lie as items somewhere in the file and are blanked where they lie."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from huitou.files.pictures.shape import Broken, Shape, bounded, shape

BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
# What stands in the place of metadata: well-formed EXIF without an entry, XMP without a word.
_NOTHING = {b"Exif": (b"\x00\x00\x00\x00MM\x00*\x00\x00\x00\x08", b"\x00"), b"mime": (b"", b" "), b"uri ": (b"", b" ")}
_NEEDED = frozenset({b"ftyp", b"meta", b"mdat", b"free", b"skip"})


class Box(NamedTuple):
    name: bytes
    start: int
    body: int
    end: int


def _boxes(data: bytes, place: int, end: int) -> Iterator[Box]:
    while place < end:
        # Every box has at least a head of eight bytes, so this ends.
        length, name = struct.unpack_from(">I4s", data, place)
        body = place + 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, body)
            body += 8
        after = end if length == 0 else place + length
        if after < body or after > end:
            raise Broken("a box runs off its parent")
        yield Box(name, place, body, after)
        place = after


def _find(data: bytes, within: Box, *path: bytes) -> Box | None:
    """The first box down a path of names."""
    for name in path:
        found = next((box for box in _boxes(data, within.body, within.end) if box.name == name), None)
        if found is None:
            return None
        within = found
    return within


def _meta(data: bytes) -> Box:
    top = list(_boxes(data, 0, len(data)))
    if not top or top[0].name != b"ftyp":
        raise Broken("no file type")
    meta = next((box for box in top if box.name == b"meta"), None)
    if meta is None:
        raise Broken("no picture inside")
    return meta._replace(body=meta.body + 4)


def measure(data: bytes) -> Shape:
    """The largest size among the properties of its pictures."""
    meta = _meta(data)
    properties = _find(data, meta, b"iprp", b"ipco")
    if properties is None:
        raise Broken("no picture inside")
    sizes = [
        struct.unpack_from(">II", data, box.body + 4)
        for box in _boxes(data, properties.body, properties.end)
        if box.name == b"ispe"
    ]
    if not sizes:
        raise Broken("no size")
    return shape(*max(sizes, key=lambda one: one[0] * one[1]))


def clean(data: bytes) -> bytes:
    """EXIF, XMP and unknown boxes overwritten with nothing; every byte of the picture stays where it was."""
    made = bytearray(data)
    meta = _meta(data)
    left = len(data)
    for name, start, length in _telling_places(data, meta):
        left -= length
        if start + length > len(data) or left < 0:
            raise Broken("an item runs off the end")
        head, filling = _NOTHING[name]
        made[start : start + length] = head.ljust(length, filling)[:length]
    for box in _boxes(data, 0, len(data)):
        if box.name not in _NEEDED:
            made[box.start + 4 : box.start + 8] = b"free"
            made[box.body : box.end] = bytes(box.end - box.body)
    return bytes(made)


def _telling_places(data: bytes, meta: Box) -> Iterator[tuple[bytes, int, int]]:
    """(kind of item, start, length) of every stretch of metadata."""
    telling = _telling_items(data, meta)
    table = _find(data, meta, b"iloc")
    if not telling or table is None:
        return
    inner = _find(data, meta, b"idat")
    for item, method, start, length in bounded(iter(_Locations(data, table))):
        if item in telling:
            base = inner.body if inner and method == 1 else 0
            yield telling[item], base + start, length


def _telling_items(data: bytes, meta: Box) -> dict[int, bytes]:
    """The items that hold metadata, with their kinds."""
    table = _find(data, meta, b"iinf")
    if table is None:
        return {}
    wide = data[table.body] > 0
    items: dict[int, bytes] = {}
    for box in _boxes(data, table.body + (8 if wide else 6), table.end):
        version = data[box.body]
        if box.name == b"infe" and version >= 2:
            item, _, name = struct.unpack_from(">HH4s" if version == 2 else ">IH4s", data, box.body + 4)
            if name in _NOTHING:
                items[item] = name
    return items


class _Locations:
    """The table of places: its numbers have the widths that its head announces."""

    def __init__(self, data: bytes, box: Box) -> None:
        self.data, self.place, self.end = data, box.body + 4, box.end
        self.version = data[box.body]

    def take(self, width: int) -> int:
        """The next number, of so many bytes."""
        self.place += width
        if self.place > self.end:
            raise Broken("the table of places is too short")
        return int.from_bytes(self.data[self.place - width : self.place], "big")

    def __iter__(self) -> Iterator[tuple[int, int, int, int]]:
        """(item, method, start, length) of every stretch."""
        widths, more = self.take(1), self.take(1)
        number = 4 if self.version == 2 else 2
        for _ in range(self.take(number)):
            item = self.take(number)
            method = self.take(2) & 15 if self.version else 0
            self.take(2)
            base = self.take(more >> 4)
            for _ in range(self.take(2)):
                self.take(more & 15 if self.version else 0)
                start = base + self.take(widths >> 4)
                yield item, method, start, self.take(widths & 15)
