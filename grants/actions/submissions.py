"""Handing an application in, proving it, and taking it back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grants.budgets import amount
from grants.canonical import canonical, fingerprint
from grants.drafts import Draft, Problem
from grants.models import Application, BudgetLine, Call, Submission
from grants.permissions import writers_of
from grants.receipts import receipt_file
from grants.snapshots import record_of
from grants.states import ApplicationState
from grants.validators import reasons_against_organisation, too_early, too_late
from network.core.errors import DomainError
from network.core.mail import notify
from network.core.models import PrivateFile
from network.core.transitions import locked_row, transition

from .calls import NotReady


@transaction.atomic
def submit_application(
    application: Application, *, declared: Iterable[str], by: Any, now: datetime, language: str = ""
) -> Submission:
    """Hand the application in: number, frozen record, hash, receipt and mail. Doing it again returns the first one.

    `now` is when the request reached the server: at or before `closes_at` is in. Raises DomainError too late or early,
    NotReady with everything that is missing.
    """
    call = Call.objects.select_for_update(no_key=True).get(pk=application.call_id)
    locked = locked_row(application)
    present = Submission.objects.filter(application=locked).first()
    if present:
        return present
    if not locked.is_draft:
        raise DomainError(_("This application has been withdrawn; it can no longer be submitted."))
    for sentence in (
        too_late(call, now),
        too_early(call, now),
        *reasons_against_organisation(call, locked.organisation, now),
    ):
        if sentence:
            raise DomainError(sentence)
    draft = Draft(locked)
    confirmed = frozenset(declared)
    if problems := [*draft.problems, *unconfirmed(draft, confirmed)]:
        raise NotReady(_("Something is still missing. Nothing has been submitted yet."), problems)
    submission = write_submission(draft, call, confirmed, by=by, now=now)
    transition(locked, ApplicationState.SUBMITTED, by=by, number=submission.number, submitted_at=now, submitted_by=by)
    application.refresh_from_db()
    receipt_language = language or get_language() or "en"
    transaction.on_commit(lambda: keep_receipt(application, language=receipt_language), robust=True)
    tell_writers("submitted", locked, submission=submission)
    return submission


def unconfirmed(draft: Draft, confirmed: frozenset[str]) -> list[Problem]:
    return [
        Problem("preview", str(declaration.text), _("Confirm this declaration."), f"#id_declaration_{declaration.key}")
        for declaration in draft.definition.declarations
        if declaration.key not in confirmed
    ]


def write_submission(draft: Draft, call: Call, declared: frozenset[str], *, by: Any, now: datetime) -> Submission:
    """Number the application and write its record and budget lines. Called under the lock on the call."""
    call.last_number += 1
    call.save(update_fields=["last_number"])
    number, name = f"{call.code}-{call.last_number:04d}", str(by) if by else ""
    text = canonical(record_of(draft, number=number, submitted_at=now, submitted_by=name, declared=declared))
    submission = Submission.objects.create(
        application=draft.application,
        number=number,
        submitted_at=now,
        submitted_by_name=name[:150],
        text=text,
        sha256=fingerprint(text),
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(
            application=draft.application,
            position=position,
            heading=line.heading,
            description=line.description,
            unit=line.unit,
            quantity=amount(line.quantity),
            rate=amount(line.rate),
            cost=line.cost,
            requested=line.asked,
        )
        for position, line in enumerate(draft.budget.lines, start=1)
    )
    return submission


def keep_receipt(application: Application, *, language: str) -> PrivateFile:
    """The receipt of a submitted application, made and stored when there is none yet.

    Made after the commit, so that no trouble with the PDF can ever cost anybody their submission; asking for it makes
    it up. Raises DomainError for what was never submitted.
    """
    with transaction.atomic():
        locked = locked_row(application)
        if locked.receipt:
            return locked.receipt
        submission = Submission.objects.filter(application=locked).first()
        if submission is None:
            raise DomainError(_("There is a receipt once the application has been submitted."))
        locked.receipt = receipt_file(submission, language=language)
        locked.save(update_fields=["receipt"])
        return locked.receipt


@transaction.atomic
def withdraw_application(application: Application, *, by: Any, reason: str = "") -> Application:
    """Take the application back: a draft, or one that has been submitted and not decided. The record stays."""
    transition(application, ApplicationState.WITHDRAWN, by=by, reason=reason)
    application.partners.update(is_standing=False)
    if application.submitted_at:
        tell_writers("withdrawn", application, reason=reason)
    return application


def tell_writers(what: str, application: Application, **context: Any) -> None:
    """Mail the applicant's representatives and editors, and notify them on the site."""
    notify(
        writers_of(application.organisation),
        f"grants/mail/{what}",
        {"application": application, "call": application.call, **context},
        kind="grants",
        link=application.get_absolute_url(),
    )
