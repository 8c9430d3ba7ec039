"""The one way to make a PDF: a typst source of ours, and data that it shows.

A source lies in `<app>/typst/<name>.typ`, imports the letterhead and wraps its body in it:

    #import "/network/core/typst/iris.typ": data, letterhead
    #show: letterhead
    = #data.heading

What people wrote comes in as data, never as source, so that nothing in it is a command. Sources import no package and
evaluate nothing: setting a page asks nobody on the network and reads no file that a person named.
"""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .languages import language as language_of
from .text import to_latin

STANDARDS: list[Any] = ["ua-1", "a-2a"]
FORBIDDEN = re.compile(r"""@[\w-]+/|\beval\s*\(|\b(?:read|plugin)\s*\(""")


def typeset(
    template: str, data: dict[str, Any], *, language: str, title: str = "", at: datetime | None = None
) -> bytes:
    """The document as PDF/UA-1 and PDF/A-2a, in `language` and its script.

    `template` is "<app label>/<name>.typ". `title` (else data["title"]) and `at` (else now) go into the document's
    properties; the same arguments give the same bytes. Strings in `data` are shown as they are, except that readers of
    a language in Latin script get Cyrillic ones in Latin. Raises LookupError for an unknown template and
    typst.TypstError for data that the template does not find.
    """
    reading = language_of(language)
    at = at or timezone.now()
    with translation.override(reading.code):
        everything = {
            "title": title or data.get("title") or settings.ORGANISATION_NAME,
            "site_name": settings.ORGANISATION_NAME,
            "site_url": settings.SITE_URL,
            "page_label": _("Page %(number)s of %(total)s") % {"number": "{number}", "total": "{total}"},
            "logo_label": _("Logo of the IRIS network"),
            "lang": reading.html_lang.partition("-")[0],
            "made_on": [at.year, at.month, at.day, at.hour, at.minute],
            **data,
        }
        plain = json.loads(json.dumps(everything, cls=DjangoJSONEncoder))
    if reading.converts and reading.script == "Latn":
        plain = in_latin(plain)
    result = typst.compile(
        str(source(template)),
        root=str(settings.ROOT),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(plain)},
        pdf_standards=STANDARDS,
        timestamp=int(at.timestamp()),
        package_path="/nonexistent",
        package_cache_path="/nonexistent",
    )
    return bytes(result)


@cache
def source(template: str) -> Path:
    """The file of a template, once it is known to hold nothing that reaches outside."""
    label, _slash, name = template.partition("/")
    path = Path(apps.get_app_config(label).path) / "typst" / name
    if not path.is_file():
        raise LookupError(f"There is no typst source {template}.")
    for file in {path, *path.parent.glob("*.typ")}:
        if FORBIDDEN.search(file.read_text()):
            raise LookupError(f"{file} imports a package, evaluates or reads something.")
    return path


def in_latin(value: Any) -> Any:
    match value:
        case str():
            return to_latin(value)
        case list():
            return [in_latin(item) for item in value]
        case dict():
            return {key: in_latin(item) for key, item in value.items()}
    return value
