"""Pictures are measured and cleaned by their headers alone."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou.files.pictures import Broken, clean, measure
from huitou.files.pictures.exif import only_orientation
from tests.files import pictures as made


@pytest.mark.parametrize("content_type", made.ALL)
def test_the_place_is_gone_and_the_picture_stays(content_type: str) -> None:
    data = made.ALL[content_type]()
    assert made.PLACE in data
    cleaned = clean(content_type, data)
    assert made.PLACE not in cleaned
    assert measure(content_type, cleaned) == measure(content_type, data)
    assert clean(content_type, cleaned) == cleaned


def test_a_jpeg_keeps_its_scans_and_colours_bit_for_bit() -> None:
    cleaned = clean("image/jpeg", made.jpeg())
    assert cleaned.count(made.SCAN) == 2
    assert b"ICC_PROFILE" in cleaned
    assert b"JFIF" in cleaned
    assert cleaned.endswith(b"\xff\xd9")


def test_what_hangs_behind_a_jpeg_is_left_out() -> None:
    assert clean("image/jpeg", made.jpeg(tail=b"MotionPhoto")) == clean("image/jpeg", made.jpeg())


def test_a_jpeg_whose_end_was_lost_is_still_a_picture() -> None:
    whole = made.jpeg()
    cut = whole[: whole.rindex(made.SCAN) + 3]
    assert measure("image/jpeg", cut).width == 40
    assert clean("image/jpeg", cut).endswith(b"\xff\xd9")


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
@pytest.mark.parametrize("orientation", [1, 6, 8, 99])
def test_which_way_is_up_is_all_that_stays_of_exif(kind: str, orientation: int) -> None:
    cleaned = clean(f"image/{kind}", getattr(made, kind)(orientation=orientation))
    kept = only_orientation(made.tiff(orientation))
    assert bool(kept) == (orientation in {6, 8})
    assert (b"MM\x00*" in cleaned) == bool(kept)
    assert kept in cleaned
    assert made.PLACE not in cleaned


def test_the_header_of_webp_promises_only_what_is_there() -> None:
    flags = clean("image/webp", made.webp()).index(b"VP8X") + 8
    assert clean("image/webp", made.webp())[flags] == 0
    assert clean("image/webp", made.webp(orientation=6))[flags] == 0x08


def test_heic_metadata_inside_the_table_is_blanked_where_it_lies() -> None:
    data = made.heic(inside=True)
    cleaned = clean("image/heic", data)
    assert made.PLACE not in cleaned
    assert len(cleaned) == len(data)
    assert b"picture-bytes" in cleaned


@pytest.mark.parametrize(
    ("content_type", "data", "shape"),
    [
        ("image/jpeg", made.jpeg(50_000, 50_000), (50_000, 50_000, 1)),
        ("image/png", made.png(50_000, 40_000), (50_000, 40_000, 1)),
        ("image/png", made.png(frames=3, announced=100_000), (4, 3, 100_000)),
        ("image/png", made.png(frames=700), (4, 3, 700)),
        ("image/gif", made.gif(65_535, 65_535), (65_535, 65_535, 1)),
        ("image/gif", made.gif(frames=600), (2, 2, 600)),
        ("image/webp", made.webp(16_000, 16_000), (16_000, 16_000, 1)),
        ("image/webp", made.webp(frames=501), (40, 30, 501)),
        ("image/heic", made.heic(60_000, 60_000), (60_000, 60_000, 1)),
    ],
)
def test_headers_tell_size_and_frames(content_type: str, data: bytes, shape: tuple[int, int, int]) -> None:
    assert measure(content_type, data) == shape


@pytest.mark.parametrize("content_type", made.ALL)
def test_a_beginning_alone_is_no_picture(content_type: str) -> None:
    data = made.ALL[content_type]()
    for length in (0, 3, 12, 40):
        with pytest.raises(Broken):
            measure(content_type, data[:length])


@pytest.mark.parametrize("content_type", made.ALL)
@given(seed=st.data())
def test_damaged_pictures_are_broken_or_clean_never_a_fault(content_type: str, seed: st.DataObject) -> None:
    data = bytearray(made.ALL[content_type]())
    for _ in range(seed.draw(st.integers(1, 6))):
        data[seed.draw(st.integers(0, len(data) - 1))] = seed.draw(st.integers(0, 255))
    del data[seed.draw(st.integers(0, len(data))) :]
    try:
        measure(content_type, bytes(data))
        cleaned = clean(content_type, bytes(data))
    except Broken:
        return
    assert len(cleaned) <= len(data) + 2


def endless_heic() -> bytes:
    locations = struct.pack(">BBH", 0x00, 0x00, 0xFFFF) + struct.pack(">HHHH", 2, 0, 0, 0xFFFF) * 4000
    items = made.box(b"infe", b"\x02\x00\x00\x00" + struct.pack(">HH4s", 2, 0, b"Exif") + b"\x00")
    meta = (
        b"\x00" * 4
        + made.box(b"iinf", b"\x00" * 4 + b"\x00\x01" + items)
        + made.box(b"iloc", b"\x01\x00\x00\x00" + locations)
    )
    return made.box(b"ftyp", b"heic\x00\x00\x00\x00") + made.box(b"meta", meta)


def test_a_table_of_places_that_never_ends_is_refused() -> None:
    with pytest.raises(Broken, match="too many"):
        clean("image/heic", endless_heic())


def test_more_parts_than_any_program_writes_are_refused() -> None:
    start, end = made.png().split(made.chunk(b"IEND", b""))
    many = start + made.chunk(b"tEXt", b"") * 100_001 + made.chunk(b"IEND", b"") + end
    with pytest.raises(Broken, match="too many"):
        measure("image/png", many)
