"""The directory as a file, with exactly the organisations and the facts that the page shows."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from .models import Organisation
from .points import written

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|")
CHUNK = 500


def csv_cell(value: Any) -> str:
    """SECURITY: a cell that a spreadsheet would read as a formula gets an apostrophe before it."""
    text = str(value)
    return f"'{text}" if text.startswith(RISKY) or text.lstrip().startswith(RISKY) else text


def public_facts(organisation: Any) -> dict[str, Any]:
    """What anybody may know, as plain data. SECURITY: the place goes through the `public_…` properties.

    `shown_licences` are those that `Licence.objects.public` gives.
    """
    town = organisation.public_municipality
    return {
        "name": organisation.name,
        "name_en": organisation.name_en,
        "acronym": organisation.acronym,
        "kind": str(organisation.get_kind_display()),
        "country": organisation.country_id,
        "municipality": town.name if town else "",
        "address": organisation.public_address,
        "point": written(organisation.public_point),
        "reached": organisation.public_front_gate,
        "themes": [theme.name for theme in organisation.themes.all()],
        "target_groups": [group.name for group in organisation.target_groups.all()],
        "services": [service.name for service in organisation.services.all()],
        "licences": [
            f"{licence.service.name} ({licence.country_id}): {licence.label}" for licence in organisation.shown_licences
        ],
        "languages": [language.slug for language in organisation.work_languages.all()],
        "website": organisation.website,
        "email": organisation.email,
        "phone": organisation.phone,
        "summary": organisation.summary.text,
        "summary_language": organisation.summary.lang if organisation.summary else "",
        "url": organisation.get_absolute_url(),
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


def as_csv(organisations: Iterable[Organisation]) -> Iterator[bytes]:
    """Line by line, with the mark by which spreadsheets know that it is UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)

    def flush() -> bytes:
        line = buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
        return line

    yield b"\xef\xbb\xbf"
    names = headings()
    writer.writerow(names.values())
    yield flush()
    for organisation in organisations:
        facts = public_facts(organisation)
        writer.writerow([csv_cell(", ".join(v) if isinstance(v, list) else v) for v in (facts[name] for name in names)])
        yield flush()


def as_json(organisations: Iterable[Organisation], **about: Any) -> Iterator[bytes]:
    """One object: what `about` says, then the organisations, one a line."""
    head = json.dumps(about, ensure_ascii=False)[:-1]
    yield f'{head}, "organisations": ['.encode()
    separator = "\n"
    for organisation in organisations:
        yield f"{separator}{json.dumps(public_facts(organisation), ensure_ascii=False)}".encode()
        separator = ",\n"
    yield b"\n]}\n"
