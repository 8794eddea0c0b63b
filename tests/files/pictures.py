"""Small pictures of every kind, made byte by byte, with a place hidden in each."""

import struct
import zlib

PLACE = b"N39.9042 E116.4074"


def tiff(orientation: int = 0) -> bytes:
    """EXIF that holds an orientation, if any, and the place."""
    entries = [struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)] if orientation else []
    entries.append(struct.pack("<HHII", 0x010E, 2, len(PLACE), 200))
    body = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", len(entries)) + b"".join(entries) + b"\x00" * 4
    return body.ljust(200, b"\x00") + PLACE


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


SCAN = b"\x12\xff\x00\x34\xff\xd0\x56"


def jpeg(width: int = 40, height: int = 30, *, orientation: int = 0, tail: bytes = b"") -> bytes:
    size = b"\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"".join(
        [
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
            _segment(0xE1, b"Exif\x00\x00" + tiff(orientation)),
            _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + PLACE),
            _segment(0xED, b"Photoshop 3.0\x00" + PLACE),
            _segment(0xE2, b"ICC_PROFILE\x00\x01\x01colours"),
            _segment(0xE2, b"MPF\x00" + PLACE),
            _segment(0xFE, PLACE),
            _segment(0xC0, size),
            _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + SCAN,
            _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + SCAN,
            b"\xff\xd9",
            tail,
        ]
    )


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 4, height: int = 3, *, orientation: int = 0, frames: int = 0, announced: int = 0) -> bytes:
    rows = zlib.compress(b"".join(b"\x00" + b"\x7f" * 4 for _ in range(3)))
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
            chunk(b"eXIf", tiff(orientation)),
            chunk(b"tEXt", b"Comment\x00" + PLACE),
            chunk(b"acTL", struct.pack(">II", announced, 0)) if announced else b"",
            chunk(b"fcTL", b"\x00" * 26) * frames,
            chunk(b"IDAT", rows),
            chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + PLACE),
            chunk(b"IEND", b""),
            PLACE,
        ]
    )


def gif(width: int = 2, height: int = 2, *, frames: int = 1) -> bytes:
    image = b"\x2c" + struct.pack("<HHHHB", 0, 0, 2, 2, 0) + b"\x02\x02\x44\x01\x00"
    comment = b"\x21\xfe" + bytes((len(PLACE),)) + PLACE + b"\x00"
    loops = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    xmp = b"\x21\xff\x0bXMP DataXMP" + bytes((len(PLACE),)) + PLACE + b"\x00"
    control = b"\x21\xf9\x04\x00\x0a\x00\x00\x00"
    head = b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\x00\x00" + b"\x00\x00\x00\xff\xff\xff"
    return head + loops + comment + xmp + (control + image) * frames + b"\x3b" + PLACE


def riff(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)


def webp(width: int = 40, height: int = 30, *, orientation: int = 0, frames: int = 0) -> bytes:
    canvas = b"\x0c\x00\x00\x00" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    frame = b"\x00" * 6 + (9).to_bytes(3, "little") * 2 + b"\x00" * 4
    body = b"WEBP" + b"".join(
        [
            riff(b"VP8X", canvas),
            riff(b"ICCP", b"colours"),
            riff(b"ANMF", frame) * frames,
            riff(b"VP8L", b"\x2f" + struct.pack("<I", 9 | 9 << 14) + b"\x00\x01"),
            riff(b"EXIF", tiff(orientation)),
            riff(b"XMP ", PLACE),
            riff(b"WHO ", PLACE),
        ]
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body + PLACE


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def heic(width: int = 40, height: int = 30, *, inside: bool = False) -> bytes:
    """One picture (item 1) and EXIF (item 2), which lies in mdat or, `inside`, in idat."""
    picture, place = b"picture-bytes", b"\x00\x00\x00\x00" + tiff()
    start = box(b"ftyp", b"heic\x00\x00\x00\x00mif1heic")

    def meta(where: int) -> bytes:
        method = 1 if inside else 0
        exif = struct.pack(">HHHHII", 2, method, 0, 1, 0 if inside else where + len(picture), len(place))
        locations = struct.pack(">BBH", 0x44, 0x00, 2) + struct.pack(">HHHHII", 1, 0, 0, 1, where, len(picture)) + exif
        items = b"".join(
            box(b"infe", b"\x02\x00\x00\x00" + struct.pack(">HH4s", item, 0, kind) + b"\x00")
            for item, kind in ((1, b"hvc1"), (2, b"Exif"))
        )
        sizes = box(b"ispe", b"\x00" * 4 + struct.pack(">II", width, height))
        return box(
            b"meta",
            b"\x00" * 4
            + box(b"iinf", b"\x00" * 4 + struct.pack(">H", 2) + items)
            + box(b"iloc", b"\x01\x00\x00\x00" + locations)
            + box(b"iprp", box(b"ipco", sizes))
            + (box(b"idat", place) if inside else b""),
        )

    where = len(start) + len(meta(0)) + 8
    data = box(b"mdat", picture + (b"" if inside else place))
    return start + meta(where) + data + box(b"uuid", PLACE)


ALL = {"image/jpeg": jpeg, "image/png": png, "image/gif": gif, "image/webp": webp, "image/heic": heic}
