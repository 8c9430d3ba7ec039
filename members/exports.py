"""The directory as a file, with exactly the organisations and the facts that the page shows."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from .points import written
from .queries.directory_export import Exported

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|")


def csv_cell(value: Any) -> str:
    """SECURITY: a cell that a spreadsheet would read as a formula gets an apostrophe before it."""
    text = str(value)
    return f"'{text}" if text.startswith(RISKY) or text.lstrip().startswith(RISKY) else text


def public_facts(line: Exported) -> dict[str, Any]:
    """What anybody may know, as plain data. SECURITY: the place goes through the `public_…` properties."""
    body = line.organisation
    town, summary = body.public_municipality, body.summary
    return {
        "name": body.name,
        "name_en": body.name_en,
        "acronym": body.acronym,
        "kind": body.kind_label,
        "country": body.country_id,
        "municipality": town.name if town else "",
        "address": body.public_address,
        "point": written(body.public_point),
        "reached": body.public_front_gate,
        "themes": line.words["theme"],
        "target_groups": line.words["group"],
        "services": line.words["service"],
        "licences": [f"{licence.service.name} ({licence.country_id}): {licence.label}" for licence in line.licences],
        "languages": line.words["language"],
        "website": body.website,
        "email": body.email,
        "phone": body.phone,
        "summary": summary.text,
        "summary_language": summary.lang if summary else "",
        "url": body.get_absolute_url(),
    }


def headings() -> dict[str, str]:
    return {
        "name": _("Name"),
        "name_en": _("Name in English"),
        "acronym": _("Acronym"),
        "kind": _("Kind"),
        "country": _("Country"),
        "municipality": _("Municipality"),
        "address": _("Address"),
        "point": _("Point on the map"),
        "reached": _("How people reach it"),
        "themes": _("Themes"),
        "target_groups": _("Target groups"),
        "services": _("Services"),
        "licences": _("Licences"),
        "languages": _("Languages of work"),
        "website": _("Website"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "summary": _("Summary"),
        "summary_language": _("Language of the summary"),
        "url": _("Address of the profile"),
    }


def as_csv(lines: Iterable[Exported]) -> Iterator[bytes]:
    """Line by line, with the mark by which spreadsheets know that it is UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)

    def flush() -> bytes:
        written_line = buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
        return written_line

    yield b"\xef\xbb\xbf"
    names = headings()
    writer.writerow(names.values())
    yield flush()
    for line in lines:
        facts = public_facts(line)
        writer.writerow([csv_cell(", ".join(v) if isinstance(v, list) else v) for v in (facts[name] for name in names)])
        yield flush()


def as_json(lines: Iterable[Exported], **about: Any) -> Iterator[bytes]:
    """One object: what `about` says, then the organisations, one a line."""
    head = json.dumps(about, ensure_ascii=False)[:-1]
    yield f'{head}, "organisations": ['.encode()
    separator = "\n"
    for line in lines:
        yield f"{separator}{json.dumps(public_facts(line), ensure_ascii=False)}".encode()
        separator = ",\n"
    yield b"\n]}\n"
