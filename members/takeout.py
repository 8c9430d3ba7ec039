"""A person's own copy of everything held about them, as one ZIP file."""

import json
import tempfile
import zipfile
from collections.abc import Iterable
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from .models import User
from .queries.my_data import everything_about, files_of

IN_MEMORY = 5 * 1024 * 1024
PIECE = 256 * 1024


def pack(person: User) -> IO[bytes]:
    """The finished file, at its beginning. Large ones lie on the disk, so that many files cost no memory."""
    packed = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (whoever sends it closes it)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", explanation())
        archive.writestr("data.json", as_json(everything_about(person)))
        lost = list(add_files(archive, person))
        if lost:
            archive.writestr("MISSING.txt", "\n".join([_("These files could not be read:"), *lost, ""]))
    packed.seek(0)
    return packed  # type: ignore[return-value]


def add_files(archive: zipfile.ZipFile, person: User) -> Iterable[str]:
    """Put the person's files in; gives the names of those whose bytes are gone."""
    for file in files_of(person):
        try:
            content = file.file.open("rb")
        except FileNotFoundError:
            yield file.name
            continue
        with content, archive.open(f"files/{file.pk.hex[:8]}-{file.name}", "w") as place:
            while piece := content.read(PIECE):
                place.write(piece)


def as_json(data: dict[str, Any]) -> str:
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def explanation() -> str:
    lines = [
        _("This is everything that the IRIS network holds about you."),
        _("“data.json” can be opened with any text editor; “files” holds the documents that you gave us."),
        _("Secrets that let you sign in are not in it, nor is anything that others alone may read."),
    ]
    return "\n\n".join(lines) + "\n"
