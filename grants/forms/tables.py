"""The repeatable table in an application form: rows of short texts under the columns that the call names."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from grants import answers
from grants.definitions import LONGEST_CELL, Question

SPARE = 2
"""Empty rows offered below the written ones; saving brings more, without JavaScript too."""


class TableWidget(forms.Widget):
    """Inputs named `<name>-<row>-<column>`; its value is a list of rows, each a list of texts."""

    template_name = "grants/_table_question.html"
    use_fieldset = True

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[list[str]]:
        """A list under the bare name is a stored value, shown again as if it had been sent."""
        stored = data.get(name)
        if isinstance(stored, list):
            return stored
        rows = range(self.question.max_rows)
        columns = range(len(self.question.columns))
        return [[str(data.get(f"{name}-{row}-{column}", "")) for column in columns] for row in rows]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-0-0" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        rows = [row for row in value or [] if any(row)]
        width = len(self.question.columns)
        empty = max(1, min(SPARE, self.question.max_rows - len(rows))) if len(rows) < self.question.max_rows else 0
        shown = [[*row, *[""] * width][:width] for row in [*rows, *[[""] * width for _row in range(empty)]]]
        return {
            **super().get_context(name, value, attrs),
            "columns": self.question.columns,
            "rows": shown,
            "name": name,
            "longest": LONGEST_CELL,
            "row_label": _("Row"),
        }

    def id_for_label(self, id_: str | None) -> str:
        return ""


class TableField(forms.Field):
    """Rows as typed, empty ones left out. Whatever cannot be kept is cut by `answers.tidy_rows`."""

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(widget=TableWidget(question), **kwargs)
        self.question = question

    def clean(self, value: Any) -> list[list[str]]:
        return answers.tidy_rows(self.question, value)
