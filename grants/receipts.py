"""The receipt of a submission: one PDF with number, second, hash and everything that was handed in."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.core import uploads
from network.core.languages import pick
from network.core.models import Country, PrivateFile
from network.core.pdf import typeset

from .deadlines import in_zone, place_of
from .models import Submission
from .money import display
from .states import Heading


def receipt_file(submission: Submission, *, language: str) -> PrivateFile:
    """Typeset the receipt and put it on the private shelf as belonging to the application."""
    content = receipt_pdf(submission, language=language)
    file = SimpleUploadedFile(f"{submission.number}.pdf", content, content_type="application/pdf")
    return uploads.store(file, purpose="grant-receipt", by=None, owner=submission.application)


def receipt_pdf(submission: Submission, *, language: str) -> bytes:
    """The receipt as bytes; the same submission and language always give the same ones."""
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        data = receipt_data(submission, language)
    return typeset("grants/receipt.typ", data, language=language, at=submission.submitted_at)


def receipt_data(submission: Submission, language: str) -> dict[str, Any]:
    """Everything the typst source shows, already in words of the active language."""
    record = submission.record
    call = record["call"]

    def text(texts: dict[str, str]) -> str:
        return pick(texts, language).text

    def money(value: str) -> str:
        return display(Decimal(value), call["currency"])

    return {
        "title": _("Receipt %(number)s") % {"number": submission.number},
        "heading": _("Application received"),
        "says": _(
            "The network received this application in time. Keep this receipt: its number and fingerprint prove "
            "what was submitted, and when."
        ),
        "facts": receipt_facts(submission, text),
        "project_heading": record["project"]["title"],
        "summary": record["project"]["summary"],
        "answers": [answer_data(item, text) for item in record["answers"]],
        "budget_heading": _("Budget"),
        "columns": [_("Line"), _("Quantity"), _("Rate"), _("Cost"), _("Requested")],
        "lines": [
            {
                "heading": str(Heading(line["heading"]).label),
                "cells": [
                    line["description"],
                    f"{display(Decimal(line['quantity']), '').strip()} {line['unit']}".strip(),
                    money(line["rate"]),
                    money(line["cost"]),
                    money(line["requested"]),
                ],
            }
            for line in record["budget"]["lines"]
        ],
        "total": [_("Total"), money(record["budget"]["cost"]), money(record["budget"]["requested"])],
        "documents_heading": _("Documents"),
        "documents": [
            {
                "label": text(item["document"]),
                "name": f"{item['name']} ({filesizeformat(item['size'])})",
                "sha256": item["sha256"],
            }
            for item in record["documents"]
        ],
        "declarations_heading": (
            _("Confirmed by %(name)s") % {"name": record["submitted_by"]} if record["submitted_by"] else _("Confirmed")
        ),
        "declarations": [text(item["text"]) for item in record["declarations"] if item["confirmed"]],
        "sha256_label": _("Fingerprint (SHA-256) of the record"),
        "sha256": submission.sha256,
    }


def receipt_facts(submission: Submission, text: Any) -> list[tuple[str, str]]:
    record = submission.record
    organisation, call = record["organisation"], record["call"]
    local = in_zone(submission.submitted_at, call["time_zone"])
    closes = in_zone(datetime.fromisoformat(call["closes_at"]), call["time_zone"])
    register = " ".join(filter(None, (organisation["register_name"], organisation["register_number"])))
    country = Country.objects.filter(pk=organisation["country"]).first()
    facts = [
        (_("Number"), submission.number),
        (_("Call"), f"{call['code']} · {text(call['title'])}"),
        (_("Applicant"), organisation["name"]),
        (_("In English"), organisation["name_en"]),
        (_("Partners"), ", ".join(partner["name"] for partner in record.get("partners", []))),
        (_("Country"), country.name if country else organisation["country"]),
        (_("Register"), register),
        (_("Received"), f"{date_format(local, 'DATE_FORMAT')}, {local:%H:%M:%S} ({place_of(call['time_zone'])})"),
        (_("Received (UTC)"), f"{submission.submitted_at:%Y-%m-%d %H:%M:%S}"),
        (_("Deadline"), f"{date_format(closes, 'DATE_FORMAT')}, {closes:%H:%M} ({place_of(call['time_zone'])})"),
        (_("Submitted by"), record["submitted_by"]),
        (_("Duration in months"), record["project"]["months"]),
    ]
    return [(label, value) for label, value in facts if value]


def answer_data(item: dict[str, Any], text: Any) -> dict[str, str]:
    if item["kind"] == "heading":
        return {"heading": text(item["question"]), "question": "", "answer": ""}
    if item["kind"] == "table":
        rows = "\n".join(" · ".join(filter(None, row)) for row in item["answer"])
        return {"heading": "", "question": text(item["question"]), "answer": rows or "—"}
    answer = text(item["choice"]) if item["kind"] == "choice" else item["answer"]
    if item["kind"] == "number" and answer:
        answer = display(Decimal(answer), "").strip()
    return {"heading": "", "question": text(item["question"]), "answer": answer or "—"}
