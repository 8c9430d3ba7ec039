"""The blank form of a call as a PDF: to print, to discuss on paper, to fill in with a pen before going online."""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.core.pdf import typeset

from . import definitions
from .deadlines import in_zone, place_of
from .definitions import Definition, Question
from .models import Call
from .money import display, plain
from .states import Heading

LINES_SHORT, LINES_LONG, WORDS_PER_LINE, MOST_WRITING_LINES = 1, 8, 14, 22
BUDGET_ROWS = 8


def blank_form(call: Call, *, language: str) -> bytes:
    """The same call and language always give the same bytes."""
    with translation.override(language):
        data = form_data(call)
    return typeset("grants/blank_form.typ", data, language=language, at=call.opened_at)


def form_data(call: Call) -> dict[str, Any]:
    definition = call.form.definition
    return {
        "title": _("%(code)s: blank form") % {"code": call.code},
        "code": call.code,
        "heading": definition.title.text,
        "says": _(
            "This form is for preparing on paper. Applications are submitted on the site only, before the deadline."
        ),
        "facts": facts(call),
        "items": [*basics(call), *(item(question) for question in definition.questions if question.kind != "file")],
        "budget_heading": _("Budget"),
        "columns": [_("Heading and description"), _("Unit"), _("Quantity"), _("Rate"), _("Cost"), _("Requested")],
        "headings": ", ".join(str(heading.label) for heading in Heading),
        "headings_label": _("Headings:"),
        "rows": BUDGET_ROWS,
        "documents_heading": _("Documents"),
        "documents": [document_line(document) for document in definition.uploads],
        "declarations_heading": _("In the name of the organisation I confirm"),
        "declarations": [declaration.text.text for declaration in definition.declarations],
        "criteria_heading": _("How applications are assessed"),
        "criteria_columns": [_("Criterion"), _("Points"), _("Weight")],
        "criteria": criteria(definition),
    }


def facts(call: Call) -> list[tuple[str, str]]:
    return [
        (_("Closes"), moment(call.closes_at, call.time_zone)),
        (
            _("Grants of"),
            f"{display(call.minimum_grant, call.currency)} – {display(call.maximum_grant, call.currency)}",
        ),
        (_("Longest duration"), _("%(months)d months") % {"months": call.maximum_months}),
        (_("Countries"), ", ".join(str(country.name) for country in call.countries.all())),
        (_("Organisations"), ", ".join(call.kind_labels())),
    ]


def moment(at: datetime, zone: str) -> str:
    local = in_zone(at, zone)
    return f"{date_format(local, 'DATE_FORMAT')}, {local:%H:%M} ({place_of(zone)})"


def basics(call: Call) -> list[dict[str, Any]]:
    return [
        field(_("Title of the project"), "", 1),
        field(_("Summary"), "", 6),
        field(_("Duration in months"), "", 1),
    ]


def item(question: Question) -> dict[str, Any]:
    label, said = question.label.text, question.help.text
    if question.kind == definitions.HEADING:
        return {"heading": label, "label": "", "help": said, "lines": 0, "choices": [], "columns": []}
    notes = [said, *notes_of(question)]
    return {
        **field(label, " ".join(filter(None, notes)), lines_for(question)),
        "choices": [choice.label.text for choice in question.choices],
        "columns": [column.label.text for column in question.columns],
    }


def field(label: str, said: str, lines: int) -> dict[str, Any]:
    return {"heading": "", "label": label, "help": said, "lines": lines, "choices": [], "columns": []}


def notes_of(question: Question) -> list[str]:
    notes = []
    if question.max_words:
        notes.append(_("Up to %(limit)d words.") % {"limit": question.max_words})
    if question.minimum is not None and question.maximum is not None:
        notes.append(
            _("From %(least)s to %(most)s.") % {"least": plain(question.minimum), "most": plain(question.maximum)}
        )
    if not question.required:
        notes.append(_("(optional)"))
    return notes


def lines_for(question: Question) -> int:
    if question.choices or question.columns:
        return 0
    if question.kind != definitions.LONG:
        return LINES_SHORT
    return min(MOST_WRITING_LINES, max(4, (question.max_words or 120) // WORDS_PER_LINE))


def document_line(document: definitions.Document) -> str:
    return document.label.text if document.required else f"{document.label.text} {_('(optional)')}"


def criteria(definition: Definition) -> list[list[str]]:
    return [
        [f"{one.section.text}: {one.name.text}", _("up to %(maximum)s") % {"maximum": one.maximum}, plain(one.weight)]
        for one in definition.criteria
    ]
