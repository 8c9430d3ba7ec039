"""Writing an assessment: it saves itself, is submitted as a whole, and can be reopened until the ranking is made."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.canonical import canonical, fingerprint
from grants.models import Assessment, Assignment, KeptScores
from grants.permissions import can_manage, can_read_as_assessor
from grants.scores import Scores, missing, too_much, total_of
from grants.states import ApplicationState, AssessmentState
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.transitions import locked_row, transition

from .calls import NotReady


@dataclass(frozen=True)
class SavedScores:
    """What came of saving: the assessment as it stands, and what was kept aside if another device was earlier."""

    assessment: Assessment
    kept: KeptScores | None = None


@transaction.atomic
def save_assessment(
    assignment: Assignment, scores: Scores, *, version: int, device: str, by: Any, now: datetime
) -> SavedScores:
    """Keep what the assessor wrote so far; where another device saved since `version`, aside instead of over its text.

    `device` names the open page; a page is never in conflict with itself. Raises NotReady for what is too long to keep.
    """
    assessment = open_assessment(assignment, by)
    if problems := too_much(assignment.application.call.form.definition, scores):
        raise NotReady(_("This is too long to be kept. Nothing is lost: shorten it here and save again."), problems)
    content = asdict(scores)
    if all(getattr(assessment, name) == value for name, value in content.items()):
        return SavedScores(assessment)
    if assessment.version != version and assessment.saved_from != device:
        kept, _created = KeptScores.objects.update_or_create(
            assessment=assessment, written_from=device, defaults={"content": content, "kept_at": now}
        )
        return SavedScores(assessment, kept)
    write_scores(assessment, assignment, content, device=device, now=now)
    return SavedScores(assessment)


def write_scores(
    assessment: Assessment, assignment: Assignment, content: dict[str, Any], *, device: str, now: datetime
) -> None:
    for name, value in content.items():
        setattr(assessment, name, value)
    assessment.total = total_of(assignment.application.call.form.definition, assessment.points)
    assessment.version += 1
    assessment.saved_at, assessment.saved_from = now, device
    assessment.save(update_fields=[*content, "total", "version", "saved_at", "saved_from"])


@transaction.atomic
def use_kept_scores(kept: KeptScores, *, by: Any, now: datetime) -> None:
    """Go on with what was kept aside; the saved version is kept in its stead, so that nothing is lost."""
    assignment = kept.assessment.assignment
    assessment = open_assessment(assignment, by)
    replaced = {name: getattr(assessment, name) for name in kept.content}
    write_scores(assessment, assignment, kept.content, device="", now=now)
    kept.content, kept.written_from, kept.kept_at = replaced, "", now
    kept.save(update_fields=["content", "written_from", "kept_at"])


@transaction.atomic
def discard_kept_scores(kept: KeptScores, *, by: Any) -> None:
    """Forget what was kept aside."""
    open_assessment(kept.assessment.assignment, by)
    kept.delete()


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
