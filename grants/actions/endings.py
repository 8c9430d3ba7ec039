"""How an agreement ends: closed when nothing is open, or terminated before its time."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from grants.agreement_states import DECIDED, AgreementState, InstalmentState, ReportState
from grants.models import Agreement
from grants.money import ZERO, display
from grants.queries.agreements import account_of
from network.core.errors import DomainError
from network.core.transitions import locked_row, transition

from .grantees import require_manager, tell_grantee

RETENTION_YEARS = 5
"""How long after the closure documents are kept at least."""


@transaction.atomic
def terminate_agreement(agreement: Agreement, *, on: date, reason: str, by: Any) -> Agreement:
    """End the agreement before its time. Nothing more is paid in instalments; what was spent is still accounted for."""
    locked = locked_row(agreement)
    require_manager(by, locked)
    if not reason.strip():
        raise DomainError(_("Write why the agreement is terminated."))
    cancel_unpaid(locked, by=by, reason=reason)
    transition(agreement, AgreementState.TERMINATED, by=by, reason=reason, ended_on=on, end_reason=reason.strip())
    tell_grantee("agreement_terminated", agreement, reason=reason.strip())
    return agreement


@transaction.atomic
def close_agreement(agreement: Agreement, *, on: date, retain_until: date, by: Any) -> Agreement:
    """Nothing is open any more: all reports are decided and no money is owed to either side."""
    locked = locked_row(agreement)
    require_manager(by, locked)
    for sentence in reasons_not_to_close(locked, on, retain_until):
        raise DomainError(sentence)
    transition(
        agreement,
        AgreementState.CLOSED,
        by=by,
        ended_on=locked.ended_on or on,
        retain_until=retain_until,
    )
    tell_grantee("agreement_closed", agreement)
    return agreement


def reasons_not_to_close(agreement: Agreement, on: date, retain_until: date) -> list[str]:
    """A sentence for everything that is still open."""
    found = []
    owed = agreement.reports.exclude(state__in=DECIDED)
    if agreement.state == AgreementState.TERMINATED:
        owed = owed.exclude(state=ReportState.DRAFT)
    if owed.exists():
        found.append(_("There is a report that has not been decided."))
    if agreement.instalments.filter(state__in=[InstalmentState.PLANNED, InstalmentState.RELEASED]).exists():
        found.append(_("There is an instalment that is neither paid nor cancelled."))
    balance = account_of(agreement).balance
    if balance:
        found.append(
            _("The balance is %(balance)s; it must be nothing.") % {"balance": display(balance, agreement.currency)}
        )
    if retain_until < years_later(on, RETENTION_YEARS):
        found.append(_("Documents are kept for at least %(years)d years.") % {"years": RETENTION_YEARS})
    return found


def years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + years, day=28)


def cancel_unpaid(agreement: Agreement, *, by: Any, reason: str) -> None:
    """Cancel every instalment that has not been paid. Called under the lock on the agreement."""
    unpaid = agreement.instalments.filter(state__in=[InstalmentState.PLANNED, InstalmentState.RELEASED])
    for item in unpaid:
        transition(item, InstalmentState.CANCELLED, by=by, reason=reason)
    sums = agreement.instalments.exclude(state=InstalmentState.CANCELLED).aggregate(total=Sum("amount"))
    agreement.planned = sums["total"] or ZERO
    agreement.save(update_fields=["planned"])
