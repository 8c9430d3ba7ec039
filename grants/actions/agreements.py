"""An agreement from its preparation to the signature of both."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from grants import plans
from grants.agreement_states import AgreementState, Condition, InstalmentState
from grants.models import AgreedHeading, Agreement, Award, BudgetLine, Call
from grants.money import ZERO, display
from grants.states import Heading
from network.core import audit, uploads
from network.core.errors import DomainError
from network.core.transitions import locked_row, transition

from .grantees import require_manager, tell_grantee
from .terms import write_plan


@transaction.atomic
def prepare_agreement(award: Award, *, starts_on: date, by: Any) -> Agreement:
    """The agreement about an award: the one that is there, or a draft with a plan that a manager may change."""
    call = Call.objects.select_for_update(no_key=True).get(pk=award.call_id)
    present = Agreement.objects.filter(award=award).first()
    if present:
        return present
    require_manager(by, award)
    number = Agreement.objects.filter(call=call).count() + 1
    agreement = Agreement.objects.create(
        award=award,
        call=call,
        organisation_id=award.organisation_id,
        country_id=award.country_id,
        number=f"{call.code}-G{number:02d}",
        amount=award.amount,
        currency=award.currency,
        indirect_percent=call.indirect_percent,
        cofinancing_percent=call.cofinancing_percent,
        starts_on=starts_on,
        ends_on=plans.later(starts_on, award.months),
        prepared_by=by,
    )
    sums = BudgetLine.objects.filter(application=award.application_id).order_by().values("heading")
    requested = {row["heading"]: row["sum"] for row in sums.annotate(sum=Sum("requested"))}
    AgreedHeading.objects.bulk_create(
        AgreedHeading(agreement=agreement, heading=heading, amount=amount)
        for heading, amount in in_order(plans.scaled(requested, award.amount))
    )
    write_plan(agreement, award.months)
    audit.record("agreement.prepared", agreement, by=by, after={"amount": str(agreement.amount)})
    return agreement


def in_order(amounts: dict[str, Decimal]) -> list[tuple[str, Decimal]]:
    """As donors print them."""
    return [(heading.value, amounts[heading]) for heading in Heading if heading in amounts]


@transaction.atomic
def sign_agreement(
    agreement: Agreement, *, signed_on: date, for_grantee: str, for_network: str, copy: Any = None, by: Any
) -> Agreement:
    """Both have signed: the agreement is in force, and what waited for the signature is to be paid. Tells the grantee."""
    locked = locked_row(agreement)
    require_manager(by, locked)
    if copy is not None:
        copy = uploads.store(copy, purpose="grant-agreement", by=by, owner=locked)
    transition(
        agreement,
        AgreementState.IN_FORCE,
        by=by,
        check=headings_add_up,
        signed_on=signed_on,
        signed_for_grantee=for_grantee,
        signed_for_network=for_network,
        signed_copy=copy,
    )
    for item in agreement.instalments.filter(condition=Condition.SIGNATURE, state=InstalmentState.PLANNED):
        transition(item, InstalmentState.RELEASED, by=by, released_at=timezone.now())
    tell_grantee("agreement_signed", agreement)
    return agreement


def headings_add_up(agreement: Agreement) -> None:
    total = sum((item.amount for item in agreement.headings.all()), ZERO)
    if total != agreement.amount:
        raise DomainError(
            _("The headings add up to %(total)s; the agreement is about %(amount)s.")
            % {"total": display(total, agreement.currency), "amount": display(agreement.amount, agreement.currency)}
        )


@transaction.atomic
def file_signed_copy(agreement: Agreement, file: Any, *, by: Any) -> None:
    """Put the scanned, signed paper with the agreement. An earlier copy stays on the shelf and in the log."""
    locked = locked_row(agreement)
    require_manager(by, locked)
    if locked.state == AgreementState.DRAFT:
        raise DomainError(_("Record the signature first."))
    before = {"sha256": locked.signed_copy.sha256} if locked.signed_copy else {}
    locked.signed_copy = uploads.store(file, purpose="grant-agreement", by=by, owner=locked)
    locked.save(update_fields=["signed_copy"])
    audit.record("agreement.signed_copy", locked, by=by, before=before, after={"sha256": locked.signed_copy.sha256})
