"""PDF: taken as it is when it only shows pages; refused when it would act, hides other files or cannot be looked into.

Refused rather than repaired: a repaired file is no longer what its author signed, and saving as PDF/A or printing to a
new PDF takes the author a minute.
"""

import re
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .errors import UploadRefused

STREAM = re.compile(rb"stream\r?\n")
NAME = re.compile(rb"/([A-Za-z0-9#_.+-]+)")
ACTS = {b"JavaScript", b"JS", b"Launch", b"SubmitForm", b"ImportData", b"RichMedia", b"XFA"}
HIDES = {b"EmbeddedFile", b"EmbeddedFiles"}
MOST_UNPACKED = 50 * 1024 * 1024


def check(content: bytes) -> bytes:
    """The content unchanged."""
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        message = _("This file is not a complete PDF. Save or export it as PDF again and choose the new file.")
        raise UploadRefused(message, "content")
    names: set[bytes] = set()
    for piece in dictionaries(content):
        names.update(unescaped(name) for name in NAME.findall(piece))
    if b"Encrypt" in names:
        message = _("This PDF is protected, so we cannot check it. Save it without a password and choose it again.")
        raise UploadRefused(message, "protected")
    if names & ACTS:
        message = _(
            "This PDF contains a program or a form that acts by itself. Print it to a new PDF and choose that one."
        )
        raise UploadRefused(message, "active")
    if names & HIDES:
        message = _("This PDF contains other files. Save it without attachments and choose it again.")
        raise UploadRefused(message, "attachments")
    return content


def dictionaries(content: bytes) -> Iterator[bytes]:
    """What is written outside streams, and the objects packed into object streams; page contents are not looked at."""
    place, unpacked = 0, 0
    while True:
        match = STREAM.search(content, place)
        head = content[place : match.start() if match else len(content)]
        yield head
        if match is None:
            return
        end = content.find(b"endstream", match.end())
        end = len(content) if end < 0 else end
        if b"ObjStm" in {unescaped(name) for name in NAME.findall(head[head.rfind(b" obj") :])}:
            objects = unpack(content[match.end() : end], MOST_UNPACKED - unpacked)
            unpacked += len(objects)
            yield objects
        place = end


def unpack(packed: bytes, limit: int) -> bytes:
    """The objects of a packed stream. Raises UploadRefused when they are packed in another way or without measure."""
    unpacker = zlib.decompressobj()
    try:
        objects = unpacker.decompress(packed, max(limit, 1))
    except zlib.error as problem:
        raise UploadRefused(
            _("This PDF is damaged. Save or export it as PDF again and choose the new file."), "damaged"
        ) from problem
    if unpacker.unconsumed_tail:
        raise UploadRefused(
            _("This PDF unpacks to far more than its size. Print it to a new PDF and choose that one."), "bomb"
        )
    return objects


def unescaped(name: bytes) -> bytes:
    """A PDF name with its #xx written out: /J#61vaScript is /JavaScript."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda match: bytes([int(match.group(1), 16)]), name)
