"""Taking files in: everything is judged before anything is stored."""

import hashlib
import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.conf import settings
from django.core.files.base import File as Upload
from django.db import transaction
from django.utils.translation import gettext as _

from huitou.files import pictures, storing
from huitou.files.kinds import PICTURE_TYPES, Kind, sniff
from huitou.files.models import File
from huitou.files.naming import display_name
from huitou.ledger import record
from huitou.ledger.codes import Keyed, key_of
from huitou.lib import clock
from huitou.lib.text import first_words

MEGA = 1 << 20
MOST_PIXELS = 50_000_000
MOST_FRAMES = 500


class Refused(Exception):
    """A file that we do not take, and the words for the one who sent it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Judged(NamedTuple):
    """A file that may come in."""

    name: str
    kind: Kind
    data: bytes


def check(uploads: Iterable[Upload], *, by: str | Keyed = "system", subject: str | Collection[str] = ()) -> list[str]:
    """What to say beside the field; empty when all may come. Nothing is stored.

    Only staff (`by="user:…"`) send more than pictures. `subject` may be all keys whose files share the room, such as a
    case's voices and messages.
    """
    uploads = list(uploads)
    together = _together(uploads, {subject} if isinstance(subject, str) else subject)
    _, faults = _judge_all(uploads, by)
    return list(dict.fromkeys(fault.message for fault in ([together] if together else []) + faults))


def receive(upload: Upload, *, subject: str, by: str | Keyed) -> File:
    """Keep one file of a subject, in the caller's transaction; raises Refused."""
    return receive_all([upload], subject=subject, by=by)[0]


def receive_all(uploads: Iterable[Upload], *, subject: str, by: str | Keyed, room: Collection[str] = ()) -> list[File]:
    """Keep the files of one message, in the caller's transaction; raises Refused before the first is stored.

    `room` are the keys that share the room with the subject. The refusal says all that is wrong, not the first only.
    """
    uploads = list(uploads)
    judged, faults = _judge_all(uploads, by)
    if fault := _together(uploads, {subject, *room}):
        faults.insert(0, fault)
    if faults:
        raise Refused(faults[0].code, " ".join(dict.fromkeys(fault.message for fault in faults)))
    with transaction.atomic():
        return [_keep(one, subject=subject, by=by) for one in judged]


def _judge_all(uploads: Sequence[Upload], by: str | Keyed) -> tuple[list[Judged], list[Refused]]:
    judged, faults = [], []
    for upload in uploads[: settings.FILES_PER_MESSAGE]:
        try:
            judged.append(_judge(upload, by))
        except Refused as refused:
            faults.append(refused)
    return judged, faults


def _keep(judged: Judged, *, subject: str, by: str | Keyed) -> File:
    """Bytes first, row second: a row never names bytes that are not there. Bytes without a row are swept."""
    name = uuid.uuid4()
    path = storing.path_for(name)
    storing.store(path, judged.data)
    file = File.objects.create(
        id=name,
        subject=subject,
        display_name=judged.name,
        content_type=judged.kind.content_type,
        size=len(judged.data),
        sha256=hashlib.sha256(judged.data).hexdigest(),
        path=path,
        made_by=key_of(by),
        created_at=clock.now(),
    )
    record("file.received", subject, by=by, file=name, type=judged.kind.code, size=file.size)
    return file


def _together(uploads: Sequence[Upload], subjects: Collection[str]) -> Refused | None:
    """What is wrong with the files as a whole."""
    if len(uploads) > settings.FILES_PER_MESSAGE:
        words = _("Please send at most %(limit)s files at a time. You can send the others in your next message.")
        return Refused("too-many", words % {"limit": settings.FILES_PER_MESSAGE})
    named = {subject for subject in subjects if subject}
    held = File.objects.bytes_of(named) if named and uploads else 0
    if held + sum(upload.size for upload in uploads) > settings.FILES_MB_PER_SUBJECT * MEGA:
        words = _("There is no room for more files here (%(limit)s MB). Please tell us in words what the others show.")
        return Refused("no-room", words % {"limit": settings.FILES_MB_PER_SUBJECT})
    return None


def _judge(upload: Upload, by: str | Keyed) -> Judged:
    """The file with its kind and a clean name; raises Refused."""
    named = {"name": first_words(upload.name or "", 40)}
    if upload.size > settings.FILES_MB_EACH * MEGA:
        words = _("“%(name)s” is larger than %(limit)s MB. Please send a smaller copy, or a screenshot of it.")
        raise Refused("too-large", words % {**named, "limit": settings.FILES_MB_EACH})
    data = _bytes_of(upload)
    if not data:
        raise Refused("empty", _("“%(name)s” is empty. Please choose the file again.") % named)
    kind = sniff(data)
    is_staff = key_of(by).startswith("user:")
    if kind is None or not (is_staff or kind.content_type in PICTURE_TYPES):
        raise _unwelcome(named, is_staff=is_staff)
    if kind.content_type in PICTURE_TYPES:
        _judge_picture(kind, data, named)
    return Judged(display_name(upload.name or "", kind), kind, data)


def _bytes_of(upload: Upload) -> bytes:
    """All of it, and ready to be read again: a form is checked first and received later."""
    upload.seek(0)
    data: bytes = upload.read()
    upload.seek(0)
    return data


def _unwelcome(named: dict[str, str], *, is_staff: bool) -> Refused:
    if is_staff:
        words = _(
            "“%(name)s” is not a kind of file that we keep. Please send a picture, PDF, document, recording or text."
        )
        return Refused("not-accepted", words % named)
    return Refused("not-a-picture", _not_a_picture() % named)


def _not_a_picture() -> str:
    return _(
        "“%(name)s” is not a picture that we can read. "
        "Please send a photo or screenshot (JPEG, PNG, WebP, GIF or HEIC)."
    )


def _judge_picture(kind: Kind, data: bytes, named: dict[str, str]) -> None:
    """What a picture says of itself, read from its headers; nothing is decoded."""
    try:
        shape = pictures.measure(kind.content_type, data)
        # Customers get the clean copy: a picture that cannot be cleaned later must not come in now.
        pictures.clean(kind.content_type, data)
    except pictures.Broken as broken:
        raise Refused("not-a-picture", _not_a_picture() % named) from broken
    if shape.pixels > MOST_PIXELS:
        words = _(
            "“%(name)s” has more than %(limit)s million pixels. Please send a smaller copy, or a screenshot of it."
        )
        raise Refused("too-many-pixels", words % {**named, "limit": MOST_PIXELS // 1_000_000})
    if shape.frames > MOST_FRAMES:
        words = _("“%(name)s” is an animation of more than %(limit)s frames. Please send a single picture of it.")
        raise Refused("too-many-frames", words % {**named, "limit": MOST_FRAMES})
