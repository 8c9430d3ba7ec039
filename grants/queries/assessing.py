"""What an assessor's own pages show: what is asked of them, one application, and the others' scores once theirs are in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from grants.anonymity import for_assessor
from grants.deadlines import instant
from grants.declarations import APPLICATION_VERSION, CALL_VERSION
from grants.definitions import Criterion
from grants.models import Application, Assessment, Assignment, Call
from grants.money import display
from grants.permissions import assignments_of
from grants.states import AssessmentState

from .calls import by_section


@dataclass(frozen=True)
class CallToAssess:
    """A call with what one assessor is asked to do in it."""

    call: Call
    is_declared: bool
    assignments: list[Assignment]

    @property
    def done(self) -> int:
        return sum(one.assessment.state == AssessmentState.SUBMITTED for one in self.assignments)

    @property
    def due(self) -> datetime | None:
        """The end of the first day on which something unsubmitted is due, on the call's clocks."""
        days = [one.due_on for one in self.assignments if one.due_on and one.assessment.is_open]
        return instant(min(days), time(23, 59), self.call.time_zone) if days else None

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < timezone.now()


def for_assessing(assignments: QuerySet) -> QuerySet:
    return assignments.select_related("assessment", "application__call", "application__form", "application__submission")


def calls_to_assess(user: Any) -> list[CallToAssess]:
    """By call, what is due first on top. Three queries, however much it is."""
    found = for_assessing(assignments_of(user)).prefetch_related("application__call__forms")
    promised = set(user.grant_declarations.filter(version=CALL_VERSION).values_list("call_id", flat=True))
    ordered = sorted(found, key=lambda one: (one.application.call_id, str(one.due_on or "9"), one.application.number))
    return [
        CallToAssess(items[0].application.call, call in promised, items)
        for call, group in groupby(ordered, key=lambda one: one.application.call_id)
        if (items := list(group))
    ]


def is_cleared(assignment: Assignment) -> bool:
    return assignment.declared_version == APPLICATION_VERSION


def record_for(assignment: Assignment) -> dict[str, Any]:
    application = assignment.application
    return for_assessor(
        application.submission.record, application.form.definition, anonymous=application.call.is_anonymous
    )


def score_sections(criteria: Iterable[Criterion], assessment: Assessment) -> list[dict[str, Any]]:
    """The criteria grid with what the assessor gave so far: sections, each with its criteria and sum."""
    return [
        {
            **section,
            "given": sum(one.weight * assessment.points.get(one.key, 0) for one in section["criteria"]),
            "criteria": [scored(one, assessment) for one in section["criteria"]],
        }
        for section in by_section(criteria)
    ]


def given_sections(criteria: Iterable[Criterion], assessment: Assessment) -> list[tuple[str, str, str, list[Any]]]:
    """An assessment to read: section, points given, points possible, and for each criterion name, points, maximum, reason.

    Plain texts, since a page shows dozens of them.
    """
    points, reasons = assessment.points, assessment.reasons
    return [
        (
            section["name"],
            plain_number(sum(one.weight * points.get(one.key, 0) for one in section["criteria"])),
            plain_number(section["points"]),
            [
                (one.name.text, str(points.get(one.key, "—")), str(one.maximum), reasons.get(one.key) or "—")
                for one in section["criteria"]
            ],
        )
        for section in by_section(criteria)
    ]


def plain_number(value: Any) -> str:
    return display(Decimal(value), "").strip()


def scored(criterion: Criterion, assessment: Assessment) -> dict[str, Any]:
    return {
        "criterion": criterion,
        "points": assessment.points.get(criterion.key),
        "reason": assessment.reasons.get(criterion.key, ""),
        "scale": range(criterion.maximum + 1),
    }


def others_of(assignment: Assignment) -> list[dict[str, Any]]:
    """The others' submitted scores, without their names: only once one's own are in. SECURITY: empty before."""
    if assignment.assessment.state != AssessmentState.SUBMITTED:
        return []
    others = Assessment.objects.counting().filter(assignment__application=assignment.application_id)
    criteria = assignment.application.call.form.definition.criteria
    return [
        {"letter": chr(ord("A") + place), "assessment": one, "sections": given_sections(criteria, one)}
        for place, one in enumerate(others.exclude(pk=assignment.assessment.pk).order_by("assignment_id"))
    ]


def assessed(application: Application, assignments: Iterable[Assignment]) -> list[dict[str, Any]]:
    """The counting assessments of an application with points and reasons, for those who run the call."""
    criteria = application.form.definition.criteria
    counting = [
        one.assessment for one in assignments if one.is_standing and one.assessment.state == AssessmentState.SUBMITTED
    ]
    return [{"assessment": one, "sections": given_sections(criteria, one)} for one in counting]
