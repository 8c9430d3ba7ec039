"""The terms of an agreement while it is being prepared: its plan of reports and instalments, its headings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants import plans
from grants.agreement_permissions import can_change_terms
from grants.agreement_states import Condition
from grants.models import AgreedHeading, Agreement, Instalment, Report
from grants.money import ZERO, display
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.transitions import locked_row


@dataclass(frozen=True)
class Terms:
    """One instalment as typed: `report` is the number of the report it waits for, 0 for the signature."""

    amount: Decimal
    due_on: date
    report: int = 0
    condition_text: str = ""


@transaction.atomic
def set_period(agreement: Agreement, *, starts_on: date, months: int, by: Any) -> Agreement:
    """Move a draft to another period; its reports and instalments are planned anew."""
    draft = locked_terms(agreement, by)
    draft.instalments.all().delete()
    draft.reports.all().delete()
    draft.starts_on, draft.ends_on = starts_on, plans.later(starts_on, months)
    draft.save(update_fields=["starts_on", "ends_on"])
    write_plan(draft, months)
    audit.record("agreement.terms_changed", draft, by=by, after={"starts_on": str(starts_on), "months": months})
    return draft


@transaction.atomic
def set_headings(agreement: Agreement, amounts: Mapping[str, Decimal], *, by: Any) -> None:
    """Share the amount of a draft among the headings."""
    draft = locked_terms(agreement, by)
    replace_headings(draft, amounts, draft.amount)
    audit.record("agreement.terms_changed", draft, by=by, after=words(amounts))


@transaction.atomic
def set_instalments(agreement: Agreement, terms: Sequence[Terms], *, by: Any) -> None:
    """Replace the instalments of a draft. What they leave of the amount is the balance."""
    draft = locked_terms(agreement, by)
    draft.instalments.all().delete()
    write_instalments(draft, terms)
    audit.record("agreement.terms_changed", draft, by=by, after={"planned": str(draft.planned)})


def write_plan(agreement: Agreement, months: int) -> None:
    """Reports and instalments as the call promised them."""
    promised = [(item.percent, item.condition.text) for item in agreement.call.form.definition.instalments]
    reports, payments = plans.by_call(agreement.amount, agreement.starts_on, months, promised)
    write_reports(agreement, reports)
    write_instalments(agreement, [Terms(i.amount, i.due_on, i.report, i.condition) for i in payments])


def write_reports(agreement: Agreement, planned: Sequence[plans.PlannedReport]) -> None:
    Report.objects.bulk_create(
        Report(
            agreement=agreement,
            position=position,
            starts_on=item.starts_on,
            ends_on=item.ends_on,
            due_on=item.due_on,
            is_final=item.is_final,
        )
        for position, item in enumerate(planned, start=1)
    )


def write_instalments(agreement: Agreement, terms: Sequence[Terms]) -> None:
    reports = {report.position: report for report in agreement.reports.all()}
    if any(item.report and item.report not in reports for item in terms):
        raise DomainError(_("An instalment waits for a report that is not planned."))
    total = sum((item.amount for item in terms), ZERO)
    if total > agreement.amount:
        raise DomainError(
            _("The instalments together are %(total)s; the agreement is about %(amount)s.")
            % {"total": display(total, agreement.currency), "amount": display(agreement.amount, agreement.currency)}
        )
    Instalment.objects.bulk_create(
        Instalment(
            agreement=agreement,
            position=position,
            amount=item.amount,
            due_on=item.due_on,
            condition=condition_of(item),
            report=reports.get(item.report),
            condition_text=item.condition_text,
        )
        for position, item in enumerate(terms, start=1)
    )
    agreement.planned = total
    agreement.save(update_fields=["planned"])


def condition_of(item: Terms) -> Condition:
    if item.report:
        return Condition.REPORT
    return Condition.OTHER if item.condition_text else Condition.SIGNATURE


def replace_headings(agreement: Agreement, amounts: Mapping[str, Decimal], total: Decimal) -> None:
    if any(amount < 0 for amount in amounts.values()) or sum(amounts.values(), ZERO) != total:
        raise DomainError(
            _("The headings add up to %(total)s; the agreement is about %(amount)s.")
            % {
                "total": display(sum(amounts.values(), ZERO), agreement.currency),
                "amount": display(total, agreement.currency),
            }
        )
    agreement.headings.all().delete()
    AgreedHeading.objects.bulk_create(
        AgreedHeading(agreement=agreement, heading=heading, amount=amount)
        for heading, amount in amounts.items()
        if amount
    )


def locked_terms(agreement: Agreement, by: Any) -> Agreement:
    """The agreement, locked, if its terms may still be changed. Raises DomainError."""
    locked = locked_row(agreement)
    if not can_change_terms(by, locked):
        raise NotAllowed(_("Both have signed, or you belong to the grantee; the terms change by an addendum only."))
    return locked


def words(amounts: Mapping[str, Decimal]) -> dict[str, str]:
    return {heading: str(amount) for heading, amount in amounts.items()}
