"""An application as one record: what is previewed, frozen at submission, hashed, printed and shown ever after.

Numbers are strings and texts are dicts per language, so that the record reads the same in every database and year.
"""

from datetime import UTC, datetime
from typing import Any

from . import budgets, definitions
from .drafts import Draft

FORMAT = 2


def record_of(
    draft: Draft,
    *,
    number: str = "",
    submitted_at: datetime | None = None,
    submitted_by: str = "",
    declared: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """The whole application as data. Without number and time it is a preview."""
    application = draft.application
    call, organisation = application.call, application.organisation
    return {
        "format": FORMAT,
        "number": number,
        "submitted_at": submitted_at.astimezone(UTC).isoformat() if submitted_at else "",
        "submitted_by": submitted_by,
        "application": str(application.uuid),
        "call": {
            "code": call.code,
            "title": dict(draft.definition.titles),
            "closes_at": call.closes_at.astimezone(UTC).isoformat(),
            "time_zone": call.time_zone,
            "currency": call.currency,
            "form_version": application.form.version,
            "form_sha256": application.form.sha256,
        },
        "organisation": {
            "id": str(organisation.uuid),
            "name": organisation.name,
            "name_en": organisation.name_en,
            "country": organisation.country_id,
            "register_name": organisation.register_name,
            "register_number": organisation.register_number,
        },
        "partners": [partner_of(partner) for partner in application.partners.select_related("organisation")],
        "project": {name: draft.project[name] for name in ("title", "summary", "months")},
        "answers": [answer_of(question, draft) for question in draft.definition.questions if question.kind != "file"],
        "budget": budget_of(draft.budget),
        "documents": documents_of(draft),
        "declarations": [
            {"key": declaration.key, "text": dict(declaration.texts), "confirmed": declaration.key in declared}
            for declaration in draft.definition.declarations
        ],
    }


def partner_of(partner: Any) -> dict[str, str]:
    organisation = partner.organisation
    return {
        "id": str(organisation.uuid),
        "name": organisation.name,
        "name_en": organisation.name_en,
        "country": organisation.country_id,
        "role": partner.role,
    }


def answer_of(question: definitions.Question, draft: Draft) -> dict[str, Any]:
    stored = draft.project["answers"].get(question.key, "")
    item: dict[str, Any] = {"key": question.key, "kind": question.kind, "question": dict(question.texts)}
    if question.kind == definitions.HEADING:
        return item
    if question.kind == definitions.CHOICE:
        choice = question.choice(stored) if isinstance(stored, str) else None
        item["choice"] = dict(choice.texts) if choice else {}
    if question.kind == definitions.TABLE:
        item["columns"] = [dict(column.texts) for column in question.columns]
        return {**item, "answer": stored if isinstance(stored, list) else []}
    item["answer"] = stored.get("typed", "") if isinstance(stored, dict) else stored
    return item


def budget_of(budget: budgets.Budget) -> dict[str, Any]:
    return {
        "lines": [
            {
                "heading": line.heading,
                "description": line.description,
                "unit": line.unit,
                "quantity": str(budgets.amount(line.quantity)),
                "rate": str(budgets.amount(line.rate)),
                "cost": str(line.cost),
                "requested": str(line.asked),
            }
            for line in budget.lines
        ],
        "headings": [
            {"heading": item.heading, "cost": str(item.cost), "requested": str(item.requested)}
            for item in budget.by_heading
        ],
        "cost": str(budget.cost),
        "requested": str(budget.requested),
        "cofinanced": str(budget.cofinanced),
        "indirect": str(budget.indirect),
    }


def documents_of(draft: Draft) -> list[dict[str, Any]]:
    return [
        {
            "key": upload.key,
            "document": dict(upload.texts),
            "name": attached.file.name,
            "size": attached.file.size,
            "sha256": attached.file.sha256,
            "file": str(attached.file.pk),
        }
        for upload in draft.definition.uploads
        for attached in draft.files_for(upload.key)
    ]
