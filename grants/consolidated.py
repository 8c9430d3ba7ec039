"""All grants of a call in one workbook for the donor: grants, headings, payments, expenditures."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from .models import Agreement, Call, Expenditure, Payment
from .queries.agreements import accounts_of
from .states import Heading

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(call: Call) -> bytes:
    """Four sheets. A constant number of queries, whatever the size of the call."""
    agreements = list(
        Agreement.objects.filter(call=call)
        .select_related("award__application__proposal", "organisation", "call")
        .order_by("number")
    )
    accounts = accounts_of(agreements)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}),
            "money": book.add_format({"num_format": "#,##0.00"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "rate": book.add_format({"num_format": "#,##0.0000"}),
        }
        sheet(book, _("Grants"), grant_columns(), [grant_row(a, accounts[a.pk]) for a in agreements], formats)
        rows = [
            [a.number, item.label, item.agreed, item.claimed, item.accepted, item.allowed, item.counted]
            for a in agreements
            for item in accounts[a.pk].headings
        ]
        sheet(book, _("Headings"), heading_columns(), rows, formats)
        sheet(book, _("Payments"), payment_columns(), payment_rows(call), formats)
        sheet(book, _("Expenditures"), expenditure_columns(), expenditure_rows(call), formats)
    return buffer.getvalue()


def grant_columns() -> list[str]:
    return [
        _("Agreement"), _("Application"), _("Organisation"), _("Country"), _("Project"), _("State"), _("Begins"),
        _("Ends"), _("Requested"), _("Recommended"), _("Awarded"), _("Agreed"), _("Paid"), _("Charged"), _("Accepted"),
        _("Accepted cost"), _("Own share accepted"), _("Due to the grantee"), _("Balance"), _("Currency"),
    ]  # fmt: skip


def grant_row(agreement: Agreement, account: Any) -> list[Any]:
    application = agreement.award.application
    proposal = getattr(application, "proposal", None)
    return [
        agreement.number, application.number, agreement.organisation.name, agreement.country_id, agreement.title,
        str(agreement.get_state_display()), agreement.starts_on, agreement.ends_on, agreement.award.requested,
        proposal.recommended if proposal else None, agreement.award.amount, agreement.amount, account.paid,
        account.claimed_total, account.accepted_total, account.accepted_cost, account.own_accepted, account.entitled,
        account.balance, agreement.currency,
    ]  # fmt: skip


def heading_columns() -> list[str]:
    return [_("Agreement"), _("Heading"), _("Agreed"), _("Charged"), _("Accepted"), _("Can count"), _("Counts")]


def payment_columns() -> list[str]:
    return [_("Agreement"), _("Day"), _("Kind"), _("Amount"), _("Bank reference")]


def payment_rows(call: Call) -> list[list[Any]]:
    found = Payment.objects.filter(agreement__call=call).select_related("agreement").order_by("paid_on", "pk")
    return [[p.agreement.number, p.paid_on, str(p.get_kind_display()), p.signed_amount, p.reference] for p in found]


def expenditure_columns() -> list[str]:
    return [
        _("Agreement"), _("Report"), _("Line"), _("Paid from"), _("Heading"), _("Date"), _("Description"), _("Document"),
        _("Paid"),
        _("Currency"), _("Exchange rate"), _("Amount"), _("Review"), _("Accepted"), _("Reason"),
    ]  # fmt: skip


def expenditure_rows(call: Call) -> list[list[Any]]:
    found = (
        Expenditure.objects.filter(report__agreement__call=call, report__submitted_at__isnull=False)
        .select_related("report__agreement")
        .order_by("report__agreement__number", "report__position", "position")
    )
    return [
        [
            line.report.agreement.number, line.report.position, line.position, str(line.get_paid_from_display()),
            str(Heading(line.heading).label), line.spent_on, line.description, line.document_number, line.paid_amount, line.currency, Rate(line.rate),
            line.amount, str(line.get_verdict_display()), line.accepted, line.reason,
        ]
        for line in found
    ]  # fmt: skip


class Rate:
    """A number that is no money."""

    def __init__(self, value: Any) -> None:
        self.value = value


def sheet(book: Any, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], formats: Any) -> None:
    page = book.add_worksheet(name[:31])
    page.write_row(0, 0, columns, formats["head"])
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            write(page, number, column, value, formats)
    page.freeze_panes(1, 1)
    page.set_column(0, len(columns) - 1, 18)


def write(page: Any, line: int, column: int, value: Any, formats: Any) -> None:
    """SECURITY: texts are written as texts whatever they begin with."""
    match value:
        case None:
            page.write_blank(line, column, None)
        case str():
            page.write_string(line, column, value)
        case int():
            page.write_number(line, column, value)
        case Rate():
            page.write_number(line, column, value.value, formats["rate"])
        case _ if hasattr(value, "isoformat"):
            page.write_datetime(line, column, value, formats["day"])
        case _:
            page.write_number(line, column, value, formats["money"])
