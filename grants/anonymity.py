"""Reading without names: what an assessor sees of an application, and files without their makers."""

import io
from typing import Any

from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from network.core.errors import DomainError
from network.core.text import fold_words

from .definitions import Definition

CLEANABLE = frozenset({"application/pdf", "image/jpeg", "image/png"})
"""Kinds of files that can be handed out without what they say about their maker. Pictures lost it when they came in."""

SHORTEST_NAME = 4
"""Letters; shorter names are ordinary words too often."""


def for_assessor(record: dict[str, Any], definition: Definition, *, anonymous: bool) -> dict[str, Any]:
    """The record as assessors read it. SECURITY: in a call without names it holds nothing that says who applies:
    built from what may be seen, not by taking away what may not."""
    shown = {name: record[name] for name in ("number", "call", "project", "answers", "budget")}
    documents = [item for item in record["documents"] if is_shown(item, definition, anonymous)]
    if anonymous:
        documents = [
            {**item, "name": f"{record['number']}-{place}{ending(item['name'])}"}
            for place, item in enumerate(documents, start=1)
        ]
    who = {} if anonymous else {"organisation": record["organisation"], "partners": record.get("partners", [])}
    return {"organisation": {}, "partners": [], **shown, **who, "documents": documents}


def is_shown(item: dict[str, Any], definition: Definition, anonymous: bool) -> bool:
    upload = definition.upload(item["key"])
    return not anonymous or (
        upload is not None and upload.for_assessors and ending(item["name"]) in (".pdf", ".jpg", ".jpeg", ".png")
    )


def ending(name: str) -> str:
    return "." + name.rpartition(".")[2].lower() if "." in name else ""


def without_maker(content: bytes, content_type: str) -> bytes:
    """The file without title, author, program, history and comments (attachments were refused when it came in).

    Raises DomainError when that is impossible.
    """
    if content_type not in CLEANABLE:
        raise DomainError(_("This file cannot be shown without names. Ask the grants manager."))
    return pages_only(content) if content_type == "application/pdf" else content


def pages_only(content: bytes) -> bytes:
    try:
        reader, writer = PdfReader(io.BytesIO(content)), PdfWriter()
        for page in reader.pages:
            for name in ("/Annots", "/Metadata", "/PieceInfo", "/LastModified"):
                page.pop(name, None)
            writer.add_page(page)
        writer.metadata = None
        result = io.BytesIO()
        writer.write(result)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as problem:
        raise DomainError(_("This file cannot be shown without names. Ask the grants manager.")) from problem
    return result.getvalue()


def names_of(organisation: Any) -> list[str]:
    """The names by which readers would recognise the applicant, as the search folds them."""
    names = (organisation.name, organisation.name_en, getattr(organisation, "acronym", ""))
    return [folded for name in names if name and len(folded := fold_words(name)) >= SHORTEST_NAME]


def says_who(text: str, names: list[str]) -> bool:
    """Whether one of the names stands in the text, in whichever alphabet."""
    folded = f" {fold_words(text)} "
    return any(f" {name} " in folded for name in names)
