import csv
import io

import xlsxwriter
from django.utils.translation import gettext as _

from members.models import Kind, Precision
from network.core.models import Country

from .columns import COLUMNS
from .lookups import VOCABULARIES


def csv_template() -> bytes:
    """The headings and one row to look at, in UTF-8 with the mark by which spreadsheets know it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(column.name for column in COLUMNS)
    writer.writerow(column.example.removeprefix("+") for column in COLUMNS)
    return out.getvalue().encode("utf-8-sig")


def xlsx_template() -> bytes:
    """The same as a workbook, with a second sheet that says what may stand in each column."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    sheet, notes = book.add_worksheet("organisations"), book.add_worksheet("columns")
    choices = allowed()
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, 22, text)
        sheet.write_string(0, at, column.name, bold)
        sheet.write_string(1, at, column.example, text)
        notes.write_row(
            at + 1,
            0,
            [column.name, str(column.label), _("required") if column.required else "", choices.get(column.name, "")],
        )
    notes.write_row(0, 0, [_("Column"), _("What"), "", _("Possible values")], bold)
    notes.set_column(0, 1, 28)
    notes.set_column(3, 3, 90)
    sheet.freeze_panes(1, 1)
    book.close()
    return out.getvalue()


def allowed() -> dict[str, str]:
    words = {name: "; ".join(model.objects.values_list("slug", flat=True)) for name, model in VOCABULARIES.items()}
    return {
        **words,
        "kind": "; ".join(Kind.values),
        "precision": "; ".join(Precision.values),
        "country": "; ".join(Country.objects.in_network().values_list("pk", flat=True)),
        "consents_to_listing": "yes; no",
    }
