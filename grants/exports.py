"""The list of a call as a file for spreadsheets; no cell of it can act as a formula."""

import csv
import io
from collections.abc import Iterable
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from members.exports import csv_cell

from .models import Application


def headings() -> list[str]:
    return [
        _("Number"),
        _("Organisation"),
        _("Name in English"),
        _("Country"),
        _("Title of the project"),
        _("Requested"),
        _("Total cost"),
        _("Currency"),
        _("State"),
        _("Submitted"),
    ]


def row(application: Application) -> list[Any]:
    submitted = timezone.localtime(application.submitted_at)
    return [
        application.number,
        application.organisation.name,
        application.organisation.name_en,
        application.country_id,
        application.title,
        application.requested,
        application.cost,
        application.call.currency,
        str(application.get_state_display()),
        submitted.replace(tzinfo=None),
    ]


def as_csv(applications: Iterable[Application]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(headings())
    for application in applications:
        writer.writerow([csv_cell(value) for value in row(application)])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def as_xlsx(applications: Iterable[Application]) -> bytes:
    """A workbook with one sheet. Amounts are written as numbers for summing; the exact ones stand in the CSV too."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(_("Applications")[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        formats = {
            5: book.add_format({"num_format": "#,##0.00"}),
            9: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        formats[6] = formats[5]
        sheet.write_row(0, 0, headings(), bold)
        for number, application in enumerate(applications, start=1):
            for column, value in enumerate(row(application)):
                write_cell(sheet, number, column, value, formats.get(column))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 9, 22)
    return buffer.getvalue()


def write_cell(sheet: Any, line: int, column: int, value: Any, cell_format: Any) -> None:
    """SECURITY: texts are written as texts whatever they begin with."""
    if isinstance(value, str):
        sheet.write_string(line, column, value)
    elif column == 9:
        sheet.write_datetime(line, column, value, cell_format)
    else:
        sheet.write_number(line, column, value, cell_format)


def awards_as_csv(awards: Iterable[Any]) -> bytes:
    """The public awards, with the column names of open data."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(
        ["id", "call", "organisation", "country", "title", "requested", "awarded", "currency", "months", "awarded_on"]
    )
    for award in awards:
        values = [
            f"iris-{award.uuid}",
            award.call.code,
            award.organisation.name,
            award.country_id,
            award.title,
            award.requested,
            award.amount,
            award.currency,
            award.months,
            award.awarded_at.date().isoformat(),
        ]
        writer.writerow([csv_cell(value) for value in values])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()
