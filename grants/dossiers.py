"""Writes the files of a dossier into one ZIP, with an index to read and hashes to check."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils import translation

from network.core.models import PrivateFile

from .queries.dossiers import Item

CHUNK = 256 * 1024
PACKED_ALREADY = (".pdf", ".jpg", ".jpeg", ".png", ".webp", ".docx", ".xlsx", ".odt", ".ods")


@dataclass(frozen=True)
class Entry:
    """A file as it lies in the ZIP. A file that the shelf has lost says so instead of stopping everything."""

    path: str
    what: str
    size: int
    sha256: str
    problem: str = ""


def write_dossier(
    target: IO[bytes], items: Iterable[Item], *, title: str, made: str, progress: Callable[[int], Any]
) -> list[Entry]:
    """Write `items` into a ZIP, one at a time and in pieces, so that a large one needs no memory."""
    entries = []
    with zipfile.ZipFile(target, "w") as archive:
        for number, item in enumerate(items, start=1):
            entries.append(add(archive, item))
            progress(number)
        archive.writestr("SHA256SUMS", "".join(f"{e.sha256}  {e.path}\n" for e in entries if not e.problem), DEFLATED)
        archive.writestr("index.csv", index_csv(entries), DEFLATED)
        with translation.override("en"):
            page = render_to_string("grants/dossier_index.html", {"title": title, "made": made, "entries": entries})
        archive.writestr("index.html", page, DEFLATED)
    return entries


DEFLATED = zipfile.ZIP_DEFLATED


def add(archive: zipfile.ZipFile, item: Item) -> Entry:
    info = zipfile.ZipInfo(item.path, (1980, 1, 1, 0, 0, 0))  # the same content gives the same bytes
    info.compress_type = zipfile.ZIP_STORED if item.path.lower().endswith(PACKED_ALREADY) else DEFLATED
    digest, size = hashlib.sha256(), 0
    try:
        source = item.content.file.open("rb") if isinstance(item.content, PrivateFile) else io.BytesIO(item.content)
    except FileNotFoundError:
        return Entry(item.path, item.what, 0, "", "The file is missing on our shelf.")
    with source, archive.open(info, "w") as out:
        while piece := source.read(CHUNK):
            digest.update(piece)
            size += len(piece)
            out.write(piece)
    problem = ""
    if isinstance(item.content, PrivateFile) and item.content.sha256 != digest.hexdigest():
        problem = "The bytes differ from those that were received."
    return Entry(item.path, item.what, size, digest.hexdigest(), problem)


def index_csv(entries: Iterable[Entry]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["path", "what", "bytes", "sha256", "problem"])
    for entry in entries:
        writer.writerow([entry.path, entry.what, entry.size, entry.sha256, entry.problem])
    return buffer.getvalue()
