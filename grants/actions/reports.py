"""A report from its first line to its approval: narrative, expenditures, submission, questions, review."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.agreement_permissions import can_manage_agreement, can_review_report, can_submit_report, can_write_report
from grants.agreement_states import InstalmentState, PaidFrom, ReportState, Verdict
from grants.canonical import canonical, fingerprint
from grants.models import Agreement, Expenditure, Report, ReportNote, ReportVersion
from grants.money import CENT, ZERO, display
from grants.permissions import manager_people, speaks_for
from grants.report_records import record_of
from network.core import audit, uploads
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.transitions import locked_row, transition

from .calls import NotReady
from .grantees import tell_grantee
from .payments import settle_after_final

MOST_EXPENDITURES = 500
TEXTS = ("done", "results", "changes")


class SavedMeanwhile(DomainError):
    """Somebody saved the same text after it was read; `report` is how it stands now."""

    def __init__(self, sentence: str, report: Report) -> None:
        super().__init__(sentence)
        self.report = report


@transaction.atomic
def save_narrative(report: Report, texts: dict[str, str], *, version: int, by: Any) -> Report:
    """Store the three texts of a report. Raises SavedMeanwhile when a colleague was earlier with something else."""
    locked = locked_writable(report, by)
    if all(getattr(locked, name) == texts[name] for name in TEXTS):
        return locked
    if locked.version != version:
        raise SavedMeanwhile(
            _("A colleague saved this report while you were writing. Both versions are below; nothing is lost."), locked
        )
    for name in TEXTS:
        setattr(locked, name, texts[name])
    locked.version += 1
    locked.saved_at = timezone.now()
    locked.save(update_fields=[*TEXTS, "version", "saved_at"])
    return locked


def converted(paid_amount: Decimal, rate: Decimal) -> Decimal:
    """The amount in the currency of the grant, to the cent."""
    return (paid_amount / rate).quantize(CENT, ROUND_HALF_UP)


@transaction.atomic
def write_expenditure(
    report: Report,
    *,
    by: Any,
    heading: str,
    spent_on: date,
    description: str,
    paid_amount: Decimal,
    currency: str,
    rate: Decimal,
    document_number: str = "",
    document: Any = None,
    expenditure: Expenditure | None = None,
    client_id: Any = None,
    paid_from: str = PaidFrom.GRANT,
) -> Expenditure:
    """Add an expenditure, or change one. Sending the same new one again (same `client_id`) is one expenditure.

    A changed line loses its verdict: it is another expenditure now.
    """
    locked = locked_writable(report, by)
    if expenditure is None and client_id:
        present = locked.expenditures.filter(client_id=client_id).first()
        if present:
            return present
    amount = check_expenditure(locked, spent_on, paid_amount, currency, rate)
    if paid_from == PaidFrom.OWN and not locked.agreement.cofinancing_percent:
        raise DomainError(
            _("This agreement asks for no own share; charge the expenditure to the grant or leave it out.")
        )
    if expenditure is None:
        if locked.expenditures.count() >= MOST_EXPENDITURES:
            raise DomainError(
                _("A report has at most %(limit)d expenditures. Put small costs of one kind together.")
                % {"limit": MOST_EXPENDITURES}
            )
        last = locked.expenditures.aggregate(last=Max("position"))["last"] or 0
        item = Expenditure(report=locked, position=last + 1, client_id=client_id)
    else:
        item = locked.expenditures.select_for_update().get(pk=expenditure.pk)
    before = item.document
    if document is not None:
        item.document = uploads.store(document, purpose="grant-expenditure", by=by, owner=locked)
    item.heading, item.spent_on, item.description, item.paid_from = heading, spent_on, description, paid_from
    item.paid_amount, item.currency, item.rate, item.amount = paid_amount, currency, rate, amount
    item.document_number, item.written_by_name = document_number, str(by)[:150]
    item.verdict, item.accepted, item.reason = Verdict.OPEN, ZERO, ""
    item.save()
    if before and before != item.document and locked.submitted_at is None:
        uploads.discard(before)
    return item


def check_expenditure(report: Report, spent_on: date, paid_amount: Decimal, currency: str, rate: Decimal) -> Decimal:
    """The amount in the currency of the grant. Raises DomainError for what cannot be charged."""
    agreement = report.agreement
    if not agreement.starts_on <= spent_on <= report.ends_on:
        raise DomainError(_("This day lies outside the period that can be reported here."))
    if currency == agreement.currency and rate != 1:
        raise DomainError(_("In the currency of the grant the exchange rate is 1."))
    if rate <= 0:
        raise DomainError(_("The exchange rate must be more than nothing."))
    amount = converted(paid_amount, rate)
    if amount <= 0:
        raise DomainError(_("In the currency of the grant this is less than a cent."))
    return amount


@transaction.atomic
def remove_expenditure(expenditure: Expenditure, *, by: Any) -> None:
    """Take a line out of a report that was never submitted; afterwards lines are only corrected."""
    report = locked_writable(expenditure.report, by)
    if report.submitted_at is not None:
        raise DomainError(_("The report was submitted with this line. Correct it instead of removing it."))
    document = expenditure.document
    expenditure.delete()
    if document:
        uploads.discard(document)


@transaction.atomic
def submit_report(report: Report, *, by: Any, answer: str = "") -> Report:
    """Hand the report in, or in again: answered after a question, corrected after a rejection. Twice is once.

    What is handed in is kept as a numbered version that never changes, whatever is corrected afterwards.
    """
    locked = locked_row(report)
    if locked.state == ReportState.SUBMITTED and speaks_for(by, locked.agreement):
        return locked
    if not can_submit_report(by, locked):
        raise NotAllowed(_("A representative of the organisation submits the report while it may be written."))
    if problems := problems_of(locked):
        raise NotReady(_("Something is still missing. Nothing has been submitted yet."), problems)
    if locked.state == ReportState.CLARIFICATION and not answer.strip():
        raise DomainError(_("Answer the question of the network first."))
    if locked.state == ReportState.REJECTED and not answer.strip():
        raise DomainError(_("Write what you corrected since the report was rejected."))
    transition(
        report,
        ReportState.SUBMITTED,
        by=by,
        reason=answer.strip(),
        submitted_at=timezone.now(),
        submitted_by=by,
        submitted_by_name=str(by)[:150],
        decided_at=None,
        decided_by_name="",
    )
    keep_version(locked_row(report), answer.strip())  # as stored: the caller's copy may be older
    if answer.strip():
        write_note(report, answer, by=by, from_network=False)
    notify(
        manager_people(),
        "grants/mail/report_submitted",
        {"report": report, "agreement": report.agreement},
        kind="grants_desk",
        link=reverse("desk-grants-report", kwargs={"uuid": report.uuid}),
    )
    return report


def keep_version(report: Report, answer: str) -> ReportVersion:
    """The report as it was handed in now, under the next number. Called under the lock on the report."""
    text = canonical(record_of(report, answer))
    return ReportVersion.objects.create(
        report=report,
        number=report.versions.count() + 1,
        text=text,
        sha256=fingerprint(text),
        handed_in_at=report.submitted_at or timezone.now(),
        handed_in_by_name=report.submitted_by_name,
    )


def problems_of(report: Report) -> list[str]:
    """A sentence for everything that a report lacks; empty when it can be submitted."""
    found = []
    if not report.done.strip():
        found.append(_("Write what was done."))
    if not report.results.strip():
        found.append(_("Write what it brought."))
    lines = list(report.expenditures.all())
    missing = [str(line.position) for line in lines if line.document_id is None]
    if missing:
        found.append(
            _("Attach the document to these expenditures: %(numbers)s.") % {"numbers": ", ".join(missing[:20])}
        )
    return found


@transaction.atomic
def review_expenditure(expenditure: Expenditure, *, accepted: Decimal, reason: str, by: Any) -> Expenditure:
    """Accept a line in full or in part, or refuse it (nothing accepted), with the reason the grantee will read."""
    report = locked_under_review(expenditure.report, by)
    item = report.expenditures.select_for_update().get(pk=expenditure.pk)
    if not ZERO <= accepted <= item.amount:
        raise DomainError(
            _("Between nothing and %(amount)s can be accepted of this line.")
            % {"amount": display(item.amount, report.agreement.currency)}
        )
    if accepted < item.amount and not reason.strip():
        raise DomainError(_("Write the reason; the grantee will read it."))
    before = {"verdict": item.verdict, "accepted": str(item.accepted)}
    item.accepted = accepted
    item.verdict = Verdict.ACCEPTED if accepted else Verdict.REFUSED
    item.reason, item.reviewed_by_name = reason.strip(), str(by)[:150]
    item.save(update_fields=["accepted", "verdict", "reason", "reviewed_by_name"])
    audit.record(
        "report.expenditure_reviewed",
        report,
        by=by,
        reason=reason,
        before=before,
        after={"line": item.position, "verdict": item.verdict, "accepted": str(accepted)},
    )
    return item


@transaction.atomic
def accept_remaining(report: Report, *, by: Any) -> int:
    """Accept in full every line that nobody has looked at yet and that carries its document; how many."""
    locked = locked_under_review(report, by)
    open_lines = locked.expenditures.filter(verdict=Verdict.OPEN, document__isnull=False)
    number = open_lines.update(verdict=Verdict.ACCEPTED, accepted=F("amount"), reviewed_by_name=str(by)[:150])
    if number:
        audit.record("report.expenditure_reviewed", locked, by=by, after={"accepted_lines": number})
    return number


@transaction.atomic
def ask_clarification(report: Report, *, question: str, by: Any) -> Report:
    """Give the report back with a question; the grantee may correct lines and answers when handing it in again."""
    locked_under_review(report, by)
    if not question.strip():
        raise DomainError(_("Write what you ask the grantee."))
    transition(report, ReportState.CLARIFICATION, by=by, reason=question.strip())
    write_note(report, question, by=by, from_network=True)
    tell_grantee("report_clarification", report.agreement, report=report, text=question.strip())
    return report


@transaction.atomic
def approve_report(report: Report, *, by: Any, note: str = "") -> Report:
    """Approve the report once every line is reviewed; release what waited for it."""
    agreement = Agreement.objects.select_for_update().get(pk=report.agreement_id)
    locked = locked_under_review(report, by)
    if locked.expenditures.filter(verdict=Verdict.OPEN).exists():
        raise DomainError(_("Review every expenditure first; some have no verdict yet."))
    transition(
        report, ReportState.APPROVED, by=by, reason=note, decided_at=timezone.now(), decided_by_name=str(by)[:150]
    )
    for item in agreement.instalments.filter(report=report, state=InstalmentState.PLANNED):
        transition(item, InstalmentState.RELEASED, by=by, released_at=timezone.now())
    finish(report, agreement, note, by=by)
    tell_grantee("report_approved", agreement, report=report, text=note.strip())
    return report


@transaction.atomic
def reject_report(report: Report, *, by: Any, reason: str) -> Report:
    """Reject the report: nothing charged in it counts, unless it is corrected and handed in again and then approved."""
    agreement = Agreement.objects.select_for_update().get(pk=report.agreement_id)
    locked = locked_row(report)
    if not can_manage_agreement(by, locked.agreement):
        raise NotAllowed(_("You belong to the grantee, so somebody else must do this."))
    if not reason.strip():
        raise DomainError(_("Write the reason; the grantee will read it."))
    transition(
        report,
        ReportState.REJECTED,
        by=by,
        reason=reason.strip(),
        decided_at=timezone.now(),
        decided_by_name=str(by)[:150],
    )
    finish(report, agreement, reason, by=by)
    tell_grantee("report_rejected", agreement, report=report, text=reason.strip())
    return report


def finish(report: Report, agreement: Agreement, note: str, *, by: Any) -> None:
    if note.strip():
        write_note(report, note, by=by, from_network=True)
    if report.is_final:
        settle_after_final(agreement, by=by)


def write_note(report: Report, text: str, *, by: Any, from_network: bool) -> ReportNote:
    return ReportNote.objects.create(
        report=report, text=text.strip(), written_by=by, written_by_name=str(by)[:150], is_from_network=from_network
    )


def locked_writable(report: Report, by: Any) -> Report:
    """The report, locked, if `by` may write it now. Raises DomainError."""
    locked = locked_row(report)
    if not can_write_report(by, locked):
        raise NotAllowed(_("This report can no longer be written, or you do not write for this organisation."))
    return locked


def locked_under_review(report: Report, by: Any) -> Report:
    locked = locked_row(report)
    if not can_review_report(by, locked):
        raise NotAllowed(_("This report is not under review, or you belong to the grantee."))
    return locked
