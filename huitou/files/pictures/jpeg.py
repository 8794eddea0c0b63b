"""JPEG: segments between markers, and compressed stretches that end at the next marker."""

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from huitou.files.pictures.exif import only_orientation
from huitou.files.pictures.shape import Broken, Shape, bounded, shape

_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_APPS = range(0xE0, 0xF0)
# Colours and resolution are the picture's own; every other application segment may tell of its maker.
_KEPT_APPS = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
_EXIF = b"Exif\x00\x00"
# Inside compressed data FF is followed by 00, a restart marker or another FF.
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


class Segment(NamedTuple):
    marker: int
    body: bytes
    scan: bytes


def _segments(data: bytes) -> Iterator[Segment]:
    """Everything between the start and the first end; what is hung on behind is no part of the picture."""
    if data[:2] != b"\xff\xd8":
        raise Broken("no start")
    place = 2
    while True:
        if data[place] != 0xFF:
            raise Broken("no marker")
        while data[place + 1] == 0xFF:
            place += 1
        marker = data[place + 1]
        if marker == _END:
            return
        (length,) = struct.unpack_from(">H", data, place + 2)
        after = place + 2 + length
        if length < 2 or after > len(data):
            raise Broken("a segment runs off the end")
        place, body = after, data[place + 4 : after]
        if marker == _SCAN:
            found = _NEXT_MARKER.search(data, place)
            place = found.start() if found else len(data)
        yield Segment(marker, body, data[after:place])
        if marker == _SCAN and place == len(data):
            return


def measure(data: bytes) -> Shape:
    """The largest size that any frame header gives."""
    sizes = []
    scans = 0
    for segment in bounded(_segments(data)):
        scans += segment.marker == _SCAN
        if segment.marker in _SIZES:
            height, width = struct.unpack_from(">HH", segment.body, 1)
            sizes.append(shape(width, height))
    if not sizes or not scans:
        raise Broken("no picture inside")
    return max(sizes, key=lambda one: one.pixels)


def clean(data: bytes) -> bytes:
    """Without EXIF, XMP, IPTC, second pictures and comments; the orientation stays."""
    parts = [b"\xff\xd8"]
    for segment in bounded(_segments(data)):
        body = _kept(segment)
        if body is not None:
            parts += [bytes((0xFF, segment.marker)), struct.pack(">H", len(body) + 2), body, segment.scan]
    return b"".join([*parts, b"\xff\xd9"])


def _kept(segment: Segment) -> bytes | None:
    if segment.body.startswith(_EXIF) and segment.marker == 0xE1:
        turned = only_orientation(segment.body[len(_EXIF) :])
        return _EXIF + turned if turned else None
    if segment.marker == _COMMENT:
        return None
    if segment.marker in _APPS:
        mark = _KEPT_APPS.get(segment.marker)
        return segment.body if mark and segment.body.startswith(mark) else None
    return segment.body
