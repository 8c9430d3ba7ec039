"""Agreements and reports for tests, brought to their state the way every one comes there."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from grants.actions.agreements import prepare_agreement, sign_agreement
from grants.actions.endings import close_agreement, terminate_agreement
from grants.actions.payments import pay_balance
from grants.actions.reports import (
    accept_remaining,
    approve_report,
    ask_clarification,
    reject_report,
    save_narrative,
    submit_report,
    write_expenditure,
)
from grants.models import Agreement, Award, Call, Expenditure, Report
from tests.factories.grants import PDF, application_in, open_call_now
from tests.factories.members import AffiliationFactory, OrganisationFactory, person_with_role

STARTS = date(2026, 1, 1)
TEXTS = {"done": "We met forty families.", "results": "Twelve found work.", "changes": ""}


def receipt(name: str = "receipt.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def speaker(organisation: Any) -> Any:
    """Somebody who speaks for the organisation: the one who does, or a new representative."""
    found = organisation.affiliations.filter(role="representative", until=None).select_related("person").first()
    return found.person if found else AffiliationFactory(organisation=organisation, role="representative").person


def agreement_in(
    state: str = "in_force", organisation: Any = None, *, call: Call | None = None, by: Any = None
) -> Agreement:
    """5,136 euro for six months: 4,800 for people, 336 indirect; one instalment of 4,108.80, one final report."""
    organisation = organisation or OrganisationFactory()
    manager = by or person_with_role("grants_manager")
    application = application_in(
        "awarded", call or open_call_now(), organisation, managers=(manager, person_with_role("secretariat"))
    )
    return agreement_about(application.award, state, by=manager)


def agreement_about(award: Award, state: str, *, by: Any) -> Agreement:
    """The agreement about an award, come to `state`."""
    agreement = prepare_agreement(award, starts_on=STARTS, by=by)
    if state == "draft":
        return agreement
    sign_agreement(agreement, signed_on=date(2025, 12, 20), for_grantee="Rade Speaker", for_network="Senka Head", by=by)
    if state == "terminated":
        terminate_agreement(agreement, on=date(2026, 3, 1), reason="The project stopped.", by=by)
    if state == "closed":
        report = report_in("approved", agreement, by=by)
        pay_balance(report.agreement, paid_on=date(2026, 9, 1), reference="B-1", by=by)
        agreement.refresh_from_db()
        close_agreement(agreement, on=date(2026, 9, 2), retain_until=date(2031, 9, 2), by=by)
    agreement.refresh_from_db()
    return agreement


def spend(report: Report, amount: Any = 100, **fields: Any) -> Expenditure:
    values = {
        "heading": "human_resources",
        "spent_on": STARTS,
        "description": "Counsellor, January",
        "paid_amount": Decimal(amount),
        "currency": "EUR",
        "rate": Decimal(1),
        "document": receipt(),
        "by": speaker(report.agreement.organisation),
    }
    return write_expenditure(report, **{**values, **fields})


def written(report: Report, *amounts: Any) -> Report:
    """A report that can be handed in."""
    by = speaker(report.agreement.organisation)
    save_narrative(report, TEXTS, version=report.version, by=by)
    for amount in amounts:
        spend(report, amount)
    report.refresh_from_db()
    return report


def report_in(state: str, agreement: Agreement | None = None, *, by: Any = None, amounts: Any = (4800,)) -> Report:
    """The first report of an agreement, come to `state`."""
    agreement = agreement or agreement_in()
    manager, grantee = by or person_with_role("grants_manager"), speaker(agreement.organisation)
    report = written(agreement.reports.first(), *amounts)
    if state == "draft":
        return report
    submit_report(report, by=grantee)
    if state == "clarification":
        ask_clarification(report, question="Which family?", by=manager)
    if state == "approved":
        accept_remaining(report, by=manager)
        approve_report(report, by=manager)
    if state == "rejected":
        reject_report(report, reason="Nothing is proved.", by=manager)
    report.refresh_from_db()
    return report
