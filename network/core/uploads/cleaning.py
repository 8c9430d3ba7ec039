"""The one validator: everything that comes from outside passes here before anybody keeps it."""

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Any

import puremagic
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from .errors import UploadRefused
from .purposes import PURPOSES, Purpose
from .scanner import refuse_infected
from .types import TYPES

WITHOUT_MAGIC = {"txt", "csv"}
LONGEST_NAME = 120


def clean_upload(file: Any, purpose: str) -> SimpleUploadedFile:
    """The file as it may be kept: harmless name, right content type, checked (pictures: rewritten) content.

    Raises UploadRefused, which forms and actions both understand, with a sentence that says what to do. The size is
    looked at before anything is read.
    """
    wanted = PURPOSES[purpose]
    if file.size > wanted.max_bytes:
        message = _("This file has %(size)s; at most %(limit)s are possible. Make it smaller and choose it again.")
        sizes = {"size": filesizeformat(file.size), "limit": filesizeformat(wanted.max_bytes)}
        raise UploadRefused(message % sizes, "size")
    name = clean_name(file.name)
    ending = ending_of(name, wanted)
    file.seek(0)
    content = file.read(wanted.max_bytes + 1)
    if not content:
        raise UploadRefused(_("This file is empty. Choose another one."), "empty")
    if ending not in WITHOUT_MAGIC and ending not in endings_by_content(content):
        message = _("The name of this file says %(ending)s, but its content is something else. Choose the right file.")
        raise UploadRefused(message % {"ending": ending.upper()}, "content")
    kept = TYPES[ending].check(content)
    refuse_infected(content)
    return SimpleUploadedFile(name, kept, content_type=TYPES[ending].content_type)


def ending_of(name: str, purpose: Purpose) -> str:
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    if ending not in purpose.types:
        message = _("This kind of file is not possible here. Choose one of these: %(endings)s.")
        raise UploadRefused(message % {"endings": ", ".join(sorted(purpose.types)).upper()}, "type")
    return ending


def endings_by_content(content: bytes) -> set[str]:
    """The file name endings that the first bytes of `content` allow."""
    try:
        found = puremagic.magic_string(content[:8192])
    except (puremagic.PureError, ValueError):
        return set()
    return {match.extension.lstrip(".").lower() for match in found}


def clean_name(name: str) -> str:
    """The name without folders, control and direction characters, of readable length; letters of any script stay."""
    name = unicodedata.normalize("NFC", str(name)).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] not in "CZ" or letter == " ")
    name = re.sub(r'[<>:"|?*]+', "", re.sub(r"\s+", " ", name)).rstrip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    stem = stem.strip(" .")[: LONGEST_NAME - len(ending)] or _("file")
    return f"{stem}.{ending}" if ending else stem
