"""Office documents, which are ZIP archives: opened with care, without macros, and what they call themselves inside."""

import io
import re
import zipfile
from collections.abc import Callable

from django.utils.translation import gettext as _

from .errors import UploadRefused

MOST_ENTRIES = 5000
MOST_UNPACKED = 200 * 1024 * 1024
WORST_RATIO = 150
SMALL = 1024 * 1024  # below this even an absurd ratio harms nobody
MACROS = re.compile(r"(^|/)(vbaproject|vbadata|activex)|^basic/|^scripts/|oleobject\d*\.bin$", re.IGNORECASE)
RELATION = re.compile(rb"<Relationship\b[^>]*>")


def microsoft(main_type: str) -> Callable[[bytes], bytes]:
    """A checker for Word, Excel or PowerPoint files whose list of parts names `main_type`."""

    def check(content: bytes) -> bytes:
        archive = opened(content)
        parts = member(archive, "[Content_Types].xml")
        if b"macroEnabled" in parts or b"vbaProject" in parts:
            refuse_macros()
        if main_type.encode() not in parts:
            refuse_content()
        if any(fetches_a_template(member(archive, name)) for name in archive.namelist() if name.endswith(".rels")):
            refuse_macros()
        return content

    return check


def fetches_a_template(relations: bytes) -> bool:
    """Whether the document would load its template, macros and all, from elsewhere when it is opened."""
    return any(b"attachedTemplate" in one and b"External" in one for one in RELATION.findall(relations))


def open_document(content_type: str) -> Callable[[bytes], bytes]:
    """A checker for OpenDocument files whose `mimetype` is `content_type`."""

    def check(content: bytes) -> bytes:
        archive = opened(content)
        if member(archive, "mimetype").strip() != content_type.encode():
            refuse_content()
        return content

    return check


def opened(content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as problem:
        raise UploadRefused(damaged(), "damaged") from problem
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked / max(len(content), 1)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or (unpacked > SMALL and ratio > WORST_RATIO):
        message = _("This document unpacks to far more than its size. Save it as a PDF and choose that file.")
        raise UploadRefused(message, "bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        message = _(
            "This document is protected, so we cannot check it. Save it without a password and choose it again."
        )
        raise UploadRefused(message, "protected")
    if any(MACROS.search(entry.filename) for entry in entries):
        refuse_macros()
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """One small part of the archive, at most SMALL bytes of it whatever its head promises."""
    try:
        with archive.open(name) as part:
            return part.read(SMALL)
    except KeyError:
        refuse_content()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as problem:
        raise UploadRefused(damaged(), "damaged") from problem
    return b""


def refuse_content() -> None:
    message = _(
        "This document is not what its name says. Open it, save it anew in the usual format and choose it again."
    )
    raise UploadRefused(message, "content")


def refuse_macros() -> None:
    message = _(
        "This document contains macros or other programs. Save it without them, or as a PDF, and choose it again."
    )
    raise UploadRefused(message, "macros")


def damaged() -> str:
    return _("This document is damaged. Open it on your computer, save it again and choose the new file.")
