"""Money that goes out and comes back. Amounts that can be computed are never typed."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.agreement_states import (
    DECIDED,
    SIGNED,
    AgreementState,
    Condition,
    InstalmentState,
    PaymentKind,
    ReportState,
)
from grants.models import Agreement, Instalment, Payment
from grants.money import ZERO, display
from grants.queries.agreements import account_of
from network.core import audit
from network.core.errors import DomainError
from network.core.transitions import locked_row, transition

from .endings import cancel_unpaid
from .grantees import require_manager, tell_grantee


@transaction.atomic
def release_instalment(instalment: Instalment, *, by: Any, reason: str) -> Instalment:
    """Say that the condition of an instalment is met. One that waits for a report is released by approving that."""
    agreement = locked_in_force(instalment.agreement, by)
    item = locked_row(instalment)
    if item.condition == Condition.REPORT:
        raise DomainError(_("This instalment is released when the report is approved."))
    if not reason.strip():
        raise DomainError(_("Write how the condition was met."))
    transition(instalment, InstalmentState.RELEASED, by=by, reason=reason.strip(), released_at=timezone.now())
    audit.record("agreement.instalment_released", agreement, by=by, reason=reason, after={"number": item.position})
    return instalment


@transaction.atomic
def cancel_instalment(instalment: Instalment, *, by: Any, reason: str) -> Instalment:
    """Take an unpaid instalment out of the plan; its money becomes part of the balance."""
    agreement = locked_in_force(instalment.agreement, by)
    if not reason.strip():
        raise DomainError(_("Write the reason for this step."))
    transition(instalment, InstalmentState.CANCELLED, by=by, reason=reason.strip())
    agreement.planned -= instalment.amount
    agreement.save(update_fields=["planned"])
    audit.record("agreement.instalment_cancelled", agreement, by=by, reason=reason, after={"n": instalment.position})
    return instalment


@transaction.atomic
def pay_instalment(instalment: Instalment, *, paid_on: date, reference: str, by: Any) -> Payment:
    """Record that a released instalment was paid, in full. Paying twice is an error."""
    agreement = locked_in_force(instalment.agreement, by)
    item = locked_row(instalment)
    transition(instalment, InstalmentState.PAID, by=by)
    return write_payment(
        agreement, PaymentKind.INSTALMENT, item.amount, paid_on, reference, by=by, instalment=instalment
    )


@transaction.atomic
def pay_balance(agreement: Agreement, *, paid_on: date, reference: str, by: Any) -> Payment:
    """Record that the balance was paid: exactly what the account says at this moment."""
    locked = locked_settled(agreement, by)
    amount = account_of(locked).to_pay
    if amount <= 0:
        raise DomainError(_("There is no balance to pay."))
    return write_payment(locked, PaymentKind.BALANCE, amount, paid_on, reference, by=by)


@transaction.atomic
def record_recovery(agreement: Agreement, *, amount: Decimal, paid_on: date, reference: str, by: Any) -> Payment:
    """Record money that the grantee sent back: at most what it owes."""
    locked = locked_settled(agreement, by)
    owed = account_of(locked).to_recover
    if not ZERO < amount <= owed:
        raise DomainError(
            _("The grantee owes %(owed)s; more cannot be taken back.") % {"owed": display(owed, locked.currency)}
        )
    return write_payment(locked, PaymentKind.RECOVERY, amount, paid_on, reference, by=by)


def write_payment(
    agreement: Agreement,
    kind: PaymentKind,
    amount: Decimal,
    paid_on: date,
    reference: str,
    *,
    by: Any,
    instalment: Instalment | None = None,
) -> Payment:
    """Write a payment and the new sum. Called under the lock on the agreement."""
    try:
        with transaction.atomic():
            payment = Payment.objects.create(
                agreement=agreement,
                kind=kind,
                instalment=instalment,
                amount=amount,
                paid_on=paid_on,
                reference=reference.strip(),
                recorded_by=by,
                recorded_by_name=str(by)[:150],
            )
    except IntegrityError as problem:
        raise DomainError(_("A payment with this bank reference is recorded already.")) from problem
    agreement.paid += payment.signed_amount
    if agreement.paid > agreement.amount:
        raise DomainError(_("The payments together would be more than the amount of the agreement."))
    agreement.save(update_fields=["paid"])
    recovered = kind == PaymentKind.RECOVERY
    audit.record(
        "agreement.recovered" if recovered else "agreement.paid",
        agreement,
        by=by,
        after={"amount": str(amount), "kind": kind, "paid_on": paid_on.isoformat(), "reference": reference},
    )
    tell_grantee("payment_recovered" if recovered else "payment_made", agreement, payment=payment)
    return payment


def is_settled(agreement: Agreement) -> bool:
    """Whether the balance is final: the last report is decided, or a terminated agreement has nothing under review."""
    if agreement.state == AgreementState.TERMINATED:
        under_review = [ReportState.SUBMITTED, ReportState.CLARIFICATION]
        return not agreement.reports.filter(state__in=under_review).exists()
    final = agreement.reports.filter(is_final=True).first()
    return agreement.state in SIGNED and final is not None and final.state in DECIDED


def locked_settled(agreement: Agreement, by: Any) -> Agreement:
    locked = locked_row(agreement)
    require_manager(by, locked)
    if locked.state == AgreementState.CLOSED or not is_settled(locked):
        raise DomainError(_("The balance is known once the final report has been decided."))
    return locked


def locked_in_force(agreement: Agreement, by: Any) -> Agreement:
    locked = locked_row(agreement)
    require_manager(by, locked)
    if locked.state != AgreementState.IN_FORCE:
        raise DomainError(_("The agreement is not in force."))
    return locked


def settle_after_final(agreement: Agreement, *, by: Any) -> None:
    """Once the final report is decided only the balance is left to pay."""
    cancel_unpaid(agreement, by=by, reason=_("The final report has been decided; the balance takes its place."))
