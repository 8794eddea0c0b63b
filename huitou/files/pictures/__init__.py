"""Pictures read by their headers only: how large they are, and a copy without place, camera and comments.

Nothing here decodes a picture, so none can make us use more memory than its own bytes.
"""

import struct
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from huitou.files.pictures import gif, heic, jpeg, png, webp
from huitou.files.pictures.shape import Broken, Shape

__all__ = ["PICTURES", "Broken", "Shape", "clean", "measure"]
T = TypeVar("T")


class Format(NamedTuple):
    measure: Callable[[bytes], Shape]
    clean: Callable[[bytes], bytes]


_FORMATS = {
    "image/jpeg": Format(jpeg.measure, jpeg.clean),
    "image/png": Format(png.measure, png.clean),
    "image/webp": Format(webp.measure, webp.clean),
    "image/gif": Format(gif.measure, gif.clean),
    "image/heic": Format(heic.measure, heic.clean),
}
PICTURES = frozenset(_FORMATS)


def measure(content_type: str, data: bytes) -> Shape:
    """Width, height and frames; raises Broken."""
    return _read(_FORMATS[content_type].measure, data)


def clean(content_type: str, data: bytes) -> bytes:
    """The same picture, lossless, without what it tells about the one who took it; raises Broken."""
    return _read(_FORMATS[content_type].clean, data)


def _read(how: Callable[[bytes], T], data: bytes) -> T:
    """Every way to run off the end of the bytes is one answer."""
    try:
        return how(data)
    except (struct.error, IndexError) as fault:
        raise Broken(str(fault)) from fault
