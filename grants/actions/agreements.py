"""An agreement from its preparation to its end: terms, signature, addenda, closure, termination."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from grants import plans
from grants.agreement_permissions import can_change_terms, can_manage_agreement
from grants.agreement_states import DECIDED, AgreementState, Condition, InstalmentState, ReportState
from grants.models import Addendum, AgreedHeading, Agreement, Award, BudgetLine, Call, Instalment, Report
from grants.money import ZERO, display
from grants.permissions import writers_of
from grants.queries.agreements import account_of
from network.core import audit, uploads
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.transitions import locked_row, transition

RETENTION_YEARS = 5
"""How long after the closure documents are kept at least."""


@dataclass(frozen=True)
class Terms:
    """One instalment as typed: `report` is the number of the report it waits for, 0 for the signature."""

    amount: Decimal
    due_on: date
    report: int = 0
    condition_text: str = ""


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
        starts_on=starts_on,
        ends_on=plans.later(starts_on, award.months),
        prepared_by=by,
    )
    sums = BudgetLine.objects.filter(application=award.application_id).order_by().values("heading")
    requested = {row["heading"]: row["sum"] for row in sums.annotate(sum=Sum("requested"))}
    AgreedHeading.objects.bulk_create(
        AgreedHeading(agreement=agreement, heading=heading, amount=amount)
        for heading, amount in plans.scaled(requested, award.amount).items()
    )
    write_plan(agreement, award.months)
    audit.record("agreement.prepared", agreement, by=by, after={"amount": str(agreement.amount)})
    return agreement


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


def locked_terms(agreement: Agreement, by: Any) -> Agreement:
    """The agreement, locked, if its terms may still be changed. Raises DomainError."""
    locked = locked_row(agreement)
    if not can_change_terms(by, locked):
        raise NotAllowed(_("Both have signed, or you belong to the grantee; the terms change by an addendum only."))
    return locked


def require_manager(by: Any, agreement: Any) -> None:
    if not can_manage_agreement(by, agreement):
        raise NotAllowed(_("You belong to the grantee, so somebody else must do this."))


def words(amounts: Mapping[str, Decimal]) -> dict[str, str]:
    return {heading: str(amount) for heading, amount in amounts.items()}


def tell_grantee(what: str, agreement: Agreement, *, link: str = "", kind: str = "grants", **context: Any) -> None:
    """Mail the grantee's representatives and editors, and notify them on the site."""
    notify(
        writers_of(agreement.organisation),
        f"grants/mail/{what}",
        {"agreement": agreement, "award": agreement.award, **context},
        kind=kind,
        link=link or agreement.get_absolute_url(),
    )
