"""Writing an assessment: it saves itself, is submitted as a whole, and can be reopened until the ranking is made."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.canonical import canonical, fingerprint
from grants.models import Assessment, Assignment
from grants.permissions import can_manage, can_read_as_assessor
from grants.scores import Scores, missing, total_of
from grants.states import ApplicationState, AssessmentState
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.transitions import locked_row, transition

from .calls import NotReady


class SavedElsewhere(DomainError):
    """The same assessment was saved on another device since this page was opened."""


@transaction.atomic
def save_assessment(
    assignment: Assignment, scores: Scores, *, version: int, device: str, by: Any, now: datetime
) -> Assessment:
    """Keep what the assessor wrote so far. Raises SavedElsewhere rather than write over another device's text.

    `device` names the open page; a page is never in conflict with itself.
    """
    assessment = open_assessment(assignment, by)
    content = asdict(scores)
    if all(getattr(assessment, name) == value for name, value in content.items()):
        return assessment
    if assessment.version != version and assessment.saved_from != device:
        raise SavedElsewhere(_("You saved this assessment on another device meanwhile. Load that version first."))
    for name, value in content.items():
        setattr(assessment, name, value)
    assessment.total = total_of(assignment.application.call.form.definition, scores.points)
    assessment.version += 1
    assessment.saved_at, assessment.saved_from = now, device
    assessment.save(update_fields=[*content, "total", "version", "saved_at", "saved_from"])
    return assessment


@transaction.atomic
def submit_assessment(assignment: Assignment, *, by: Any, now: datetime) -> Assessment:
    """Hand the assessment in as it was last saved. Submitting twice is one submission.

    Raises NotReady with everything that is missing. The log keeps the points and a fingerprint of the reasons, so that
    a later change shows.
    """
    application = locked_row(assignment.application)
    assessment = locked_row(assignment).assessment
    if assessment.state == AssessmentState.SUBMITTED:
        return assessment
    assessment = open_assessment(assignment, by)
    if problems := missing(application.call.form.definition, assessment):
        raise NotReady(_("Something is still missing. The assessment is saved, but not submitted yet."), problems)
    transition(assessment, AssessmentState.SUBMITTED, by=by, submitted_at=now)
    audit.record(
        "assessment.scored",
        assessment,
        by=by,
        after={
            "points": assessment.points,
            "total": str(assessment.total),
            "recommendation": assessment.recommendation,
            "reasons_sha256": fingerprint(canonical(assessment.reasons)),
        },
    )
    return assessment


@transaction.atomic
def reopen_assessment(assessment: Assessment, *, by: Any, reason: str) -> Assessment:
    """Give a submitted assessment back to its assessor, with the reason. Not possible once the ranking is made."""
    assignment = assessment.assignment
    application = locked_row(assignment.application)
    if not can_manage(by, application):
        raise NotAllowed(_("You belong to the applicant, so somebody else must decide about its assessments."))
    if application.state != ApplicationState.ASSESSMENT:
        raise DomainError(_("The assessment of this application is closed."))
    if not assignment.is_standing:
        raise DomainError(_("This assessor no longer assesses this application."))
    if not reason.strip():
        raise DomainError(_("Write the reason; the assessor will read it."))
    transition(assessment, AssessmentState.REOPENED, by=by, reason=reason.strip(), reopened_reason=reason.strip())
    if assignment.assessor:
        notify(
            assignment.assessor,
            "grants/mail/reopened",
            {"application": application, "call": application.call, "reason": reason.strip()},
            kind="grants_assessor",
            link=f"/grants/assess/{application.uuid}/",
        )
    return assessment


def open_assessment(assignment: Assignment, by: Any) -> Assessment:
    """The assessment, locked, if `by` may write it now. Raises NotAllowed or DomainError."""
    locked = locked_row(assignment)
    if not can_read_as_assessor(by, locked):
        raise NotAllowed(_("This application is not open to you (any more)."))
    assessment = locked_row(locked.assessment)
    if not assessment.is_open:
        raise DomainError(_("This assessment has been submitted; it can no longer be changed."))
    return assessment
