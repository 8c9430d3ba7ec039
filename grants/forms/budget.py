import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from grants.budgets import MOST_LINES, NUMBERS, Budget, Line, Stored, Terms, read_typed
from grants.money import plain
from grants.states import Heading
from network.core.uploads import PURPOSES, clean_upload

FIELDS = ("heading", "description", "unit", *NUMBERS)
NAME = re.compile(rf"line-(\d{{1,4}})-({'|'.join(FIELDS)})")
SPARE = 3
"""Empty lines offered below the written ones, for people without JavaScript."""


class BudgetForm:
    """The lines of a budget as typed. Not a formset: a draft keeps lines that are not right yet."""

    def __init__(self, data: Mapping[str, str], terms: Terms) -> None:
        self.rows = rows_of(data)
        language = get_language() or "en"
        read = (read_typed(row, language) for row in self.rows)
        lines = [line for line in read if line is not None]
        self.error = ""
        if len(lines) > MOST_LINES:
            self.error = _(
                "A budget has at most %(limit)d lines; you sent %(number)d. Put small costs of one kind together."
            ) % {"limit": MOST_LINES, "number": len(lines)}
        self.budget = Budget(lines, terms)

    def is_valid(self) -> bool:
        return not self.error

    def content(self) -> dict[str, Any]:
        return {"lines": [line.stored() for line in self.budget.lines]}


def rows_of(data: Mapping[str, str]) -> list[dict[str, str]]:
    """The fields line-<n>-<name> gathered by n, in the order of n."""
    rows: dict[int, dict[str, str]] = {}
    for key in data:
        if match := NAME.fullmatch(key):
            rows.setdefault(int(match[1]), {})[match[2]] = data.get(key, "")[:1000]
    return [rows[position] for position in sorted(rows)]


def shown_lines(budget: Budget, spare: int = SPARE) -> list[dict[str, Any]]:
    """What the editor shows: the lines with their numbers as the reader writes them, then empty ones."""
    filled = [shown(line, position) for position, line in enumerate(budget.lines)]
    room = max(0, min(spare, MOST_LINES - len(filled)))
    empty = [
        {"position": len(filled) + more, "headings": headings(""), "values": {}, "errors": {}} for more in range(room)
    ]
    return filled + empty


def shown(line: Line, position: int) -> dict[str, Any]:
    values = {"description": line.description, "unit": line.unit} | {n: as_typed(getattr(line, n)) for n in NUMBERS}
    return {
        "position": position,
        "headings": headings(line.heading),
        "values": values,
        "errors": line.errors,
        "cost": line.cost,
    }


def as_typed(value: Stored) -> str:
    if isinstance(value, dict):
        return value.get("typed", "")
    return plain(Decimal(value)) if value else ""


def headings(current: str) -> list[tuple[str, str, bool]]:
    return [(heading.value, str(heading.label), heading.value == current) for heading in Heading]


class FileForm(forms.Form):
    """One file for one document."""

    file = forms.FileField(label=gettext_lazy("File"), allow_empty_file=True)

    def __init__(self, *args: Any, purpose: str = "grant-application", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = PURPOSES[purpose]
        self.fields["file"].widget.attrs |= {
            "accept": limit.accept,
            "data-max-bytes": limit.max_bytes,
            "data-too-large": _("“{name}” is too large; at most 15 MB are possible."),
        }

    def clean_file(self) -> Any:
        return clean_upload(self.cleaned_data["file"], "grant-application")
