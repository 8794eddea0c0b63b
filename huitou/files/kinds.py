"""What a file is, by its first bytes; its name and what the sender claims are not asked."""

import re
import zipfile
from io import BytesIO
from typing import NamedTuple

from huitou.files.pictures.heic import BRANDS


class Kind(NamedTuple):
    """A kind of file that we know; `endings` are what its name may end in, the usual one first."""

    code: str
    content_type: str
    endings: tuple[str, ...]


JPEG = Kind("jpeg", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"))
PNG = Kind("png", "image/png", ("png", "apng"))
GIF = Kind("gif", "image/gif", ("gif",))
WEBP = Kind("webp", "image/webp", ("webp",))
HEIC = Kind("heic", "image/heic", ("heic", "heif", "hif"))
PDF = Kind("pdf", "application/pdf", ("pdf",))
RTF = Kind("rtf", "application/rtf", ("rtf",))
OLE = Kind("ole", "application/x-ole-storage", ("doc", "xls", "ppt", "msg", "wps", "et", "dps"))
DOCX = Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx", "docm"))
XLSX = Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx", "xlsm"))
PPTX = Kind("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ("pptx", "pptm"))
ODF = Kind("odf", "application/vnd.oasis.opendocument", ("odt", "ods", "odp"))
ZIP = Kind("zip", "application/zip", ("zip",))
MP3 = Kind("mp3", "audio/mpeg", ("mp3",))
WAV = Kind("wav", "audio/wav", ("wav",))
OGG = Kind("ogg", "audio/ogg", ("ogg", "oga", "opus"))
AMR = Kind("amr", "audio/amr", ("amr",))
FLAC = Kind("flac", "audio/flac", ("flac",))
WEBM = Kind("webm", "video/webm", ("webm", "mkv"))
MP4 = Kind("mp4", "video/mp4", ("mp4", "m4a", "m4v", "mov", "3gp"))
TEXT = Kind("text", "text/plain", ("txt", "csv", "log", "md", "eml", "json", "tsv"))

_PICTURES = (JPEG, PNG, GIF, WEBP, HEIC)
_OTHERS = (PDF, RTF, OLE, DOCX, XLSX, PPTX, ODF, ZIP, MP3, WAV, OGG, AMR, FLAC, WEBM, MP4, TEXT)
PICTURE_TYPES = frozenset(kind.content_type for kind in _PICTURES)
KNOWN_TYPES = frozenset(kind.content_type for kind in (*_PICTURES, *_OTHERS))

_BEGINNINGS = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"ID3", MP3),
    (b"\xff\xfb", MP3),
    (b"\xff\xf3", MP3),
    (b"\xff\xf2", MP3),
    (b"OggS", OGG),
    (b"#!AMR", AMR),
    (b"fLaC", FLAC),
    (b"\x1aE\xdf\xa3", WEBM),
)
_RIFF = {b"WEBP": WEBP, b"WAVE": WAV}
_PACKED = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX), ("content.xml", ODF))
_MOST_PACKED = 5000
_UNPRINTABLE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def sniff(data: bytes) -> Kind | None:
    """The kind, or None for what we do not take: programs, unknown bytes, nothing at all."""
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if data[:4] == b"RIFF":
        return _RIFF.get(data[8:12])
    if data[4:8] == b"ftyp":
        return HEIC if data[8:12] in BRANDS else MP4 if data[8:12] != b"avif" else None
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    return TEXT if _is_text(data) else None


def _packed(data: bytes) -> Kind | None:
    """An office document is a zip of known names; only the list of names is read."""
    try:
        names = zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return None
    if len(names) > _MOST_PACKED:
        return None
    return next((kind for start, kind in _PACKED if any(name.startswith(start) for name in names)), ZIP)


def _is_text(data: bytes) -> bool:
    """Words in one of the codings that our staff's machines write."""
    if not data.strip() or _UNPRINTABLE.search(data):
        return False
    return any(_decodes(data, coding) for coding in ("utf-8", "gb18030"))


def _decodes(data: bytes, coding: str) -> bool:
    try:
        data.decode(coding)
    except UnicodeDecodeError:
        return False
    return True
