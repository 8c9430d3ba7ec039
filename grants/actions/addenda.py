"""Changing an agreement in force, by a numbered addendum."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants import plans
from grants.agreement_states import AgreementState, ReportState
from grants.models import Addendum, Agreement
from grants.money import display
from network.core import audit
from network.core.errors import DomainError
from network.core.transitions import locked_row

from .grantees import require_manager, tell_grantee
from .terms import replace_headings


@transaction.atomic
def add_addendum(
    agreement: Agreement,
    *,
    signed_on: date,
    reason: str,
    by: Any,
    amount: Decimal,
    ends_on: date,
    headings: Mapping[str, Decimal],
) -> Addendum:
    """Change amount, end or headings of an agreement in force. The award stays the most it can be about."""
    locked = locked_row(agreement)
    require_manager(by, locked)
    if locked.state != AgreementState.IN_FORCE:
        raise DomainError(_("Only an agreement in force can be changed by an addendum."))
    if not reason.strip():
        raise DomainError(_("Write why the agreement is changed."))
    if amount > locked.award.amount:
        raise DomainError(
            _("The award is %(award)s; an agreement cannot be about more.")
            % {"award": display(locked.award.amount, locked.currency)}
        )
    bound = max(locked.paid, locked.planned)
    if amount < bound:
        raise DomainError(
            _("%(bound)s are promised in instalments or paid already; cancel instalments first.")
            % {"bound": display(bound, locked.currency)}
        )
    if ends_on <= locked.starts_on:
        raise DomainError(_("The agreement must end after it begins."))
    before = terms_in_words(locked)
    replace_headings(locked, headings, amount)
    move_final_report(locked, ends_on)
    locked.amount, locked.ends_on = amount, ends_on
    locked.save(update_fields=["amount", "ends_on"])
    addendum = Addendum.objects.create(
        agreement=locked,
        number=locked.addenda.count() + 1,
        signed_on=signed_on,
        reason=reason.strip(),
        before=before,
        after=terms_in_words(locked),
        recorded_by=by,
        recorded_by_name=str(by)[:150],
    )
    audit.record("agreement.addendum", locked, by=by, reason=reason, before=before, after=addendum.after)
    agreement.refresh_from_db()
    tell_grantee("agreement_changed", agreement, addendum=addendum)
    return addendum


def move_final_report(agreement: Agreement, ends_on: date) -> None:
    """The final report follows the end of the agreement while the grantee has not begun to submit it."""
    report = agreement.reports.filter(is_final=True).first()
    if ends_on == agreement.ends_on or report is None:
        return
    if report.state != ReportState.DRAFT or ends_on < report.starts_on:
        raise DomainError(_("The final report is submitted already, or would end before it begins."))
    report.ends_on, report.due_on = ends_on, ends_on + plans.AFTER_FINAL
    report.save(update_fields=["ends_on", "due_on"])


def terms_in_words(agreement: Agreement) -> dict[str, Any]:
    return {
        "amount": str(agreement.amount),
        "ends_on": agreement.ends_on.isoformat(),
        "headings": {item.heading: str(item.amount) for item in agreement.headings.all()},
    }
