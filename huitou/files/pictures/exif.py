"""The one thing of EXIF that a viewer needs, which way is up, kept without the rest."""

import struct

_ORIENTATION = 0x0112
_ENTRY = 12


def only_orientation(tiff: bytes) -> bytes:
    """EXIF that says nothing but the orientation; empty where that is usual or unreadable."""
    turned = _orientation(tiff)
    if not 2 <= turned <= 8:
        return b""
    return b"MM\x00*\x00\x00\x00\x08" + struct.pack(">HHHIHHI", 1, _ORIENTATION, 3, 1, turned, 0, 0)


def _orientation(tiff: bytes) -> int:
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None:
        return 0
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for index in range(count):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + index * _ENTRY)
            if (tag, kind) == (_ORIENTATION, 3):
                return int(value)
    except struct.error:
        pass
    return 0
