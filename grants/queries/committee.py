"""What the committee looks at: every application with its place, its three amounts and the reason."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from grants.decision_states import WITH_LETTER, Verdict
from grants.explanations import explain
from grants.models import Application, Assessment, Call, Letter
from grants.money import ZERO
from grants.ranking import Row
from grants.states import IN_RANKING, Outcome
from network.core.models import Country

from .ranking import ranking_of

VERDICTS: dict[str, str] = {
    Outcome.SELECTED: Verdict.SELECTED,
    Outcome.RESERVE: Verdict.RESERVE,
    Outcome.BELOW: Verdict.REJECTED,
}
"""What a ranking suggests to the committee."""


@dataclass(frozen=True)
class Considered:
    """One application before the committee."""

    application: Application
    row: Row | None

    @property
    def proposal(self) -> Any:
        return getattr(self.application, "proposal", None)

    @property
    def award(self) -> Any:
        return getattr(self.application, "award", None)

    @property
    def suggested(self) -> str:
        return VERDICTS.get(self.row.outcome, "") if self.row else ""


def considered(call: Call) -> list[Considered]:
    """Every eligible application in the order of the ranking. A constant number of queries."""
    rows = {row.entry.key: (place, row) for place, row in enumerate(ranking_of(call).rows)}
    found = Application.objects.filter(call=call, state__in=IN_RANKING).select_related(
        "organisation", "country", "proposal", "award"
    )
    last = (len(rows), None)
    ordered = sorted(found, key=lambda item: (rows.get(item.number or "", last)[0], item.number))
    return [Considered(item, rows.get(item.number or "", last)[1]) for item in ordered]


def sentences_of(row: Row, call: Call) -> list[str]:
    """Why an application stands where it does, as the ranking explains it."""
    countries = {country.pk: country.name for country in Country.objects.all()}
    return [explain(reason, call.currency, countries) for reason in row.reasons]


def money_of(items: list[Considered]) -> dict[str, Decimal]:
    """The three sums: requested, recommended and awarded."""
    chosen = [item.proposal for item in items if item.proposal and item.proposal.verdict == Verdict.SELECTED]
    return {
        "requested": sum((item.application.requested for item in items), ZERO),
        "recommended": sum((proposal.recommended or ZERO for proposal in chosen), ZERO),
        "awarded": sum((item.award.amount for item in items if item.award), ZERO),
    }


def waiting_for_letters(call: Call) -> QuerySet[Application]:
    """Decided applications about whose present state no letter has been prepared."""
    written = Letter.objects.filter(application=OuterRef("pk"), verdict=OuterRef("state"))
    return (
        Application.objects.filter(~Exists(written), call=call, state__in=WITH_LETTER)
        .select_related("organisation", "call", "proposal")
        .order_by("number")
    )


def letters_of(call: Call) -> QuerySet[Letter]:
    return Letter.objects.filter(application__call=call).select_related(
        "application__organisation", "application__call", "file", "complaint"
    )


def feedback_of(call: Call, keys: list[int]) -> dict[int, list[dict[str, Any]]]:
    """For each application, criterion by criterion: the mean of the points and what the assessors wrote.

    No assessor is named. It is the draft of what the committee agrees upon. One query.
    """
    gathered: dict[int, list[Assessment]] = defaultdict(list)
    counting = Assessment.objects.counting().filter(assignment__application__in=keys).order_by("assignment_id")
    for assessment in counting.select_related("assignment"):
        gathered[assessment.assignment.application_id].append(assessment)
    criteria = call.form.definition.criteria
    return {key: [agreed(criterion, found) for criterion in criteria] for key, found in gathered.items()}


def agreed(criterion: Any, assessments: list[Assessment]) -> dict[str, Any]:
    points = [Decimal(item.points[criterion.key]) for item in assessments if criterion.key in item.points]
    mean = (sum(points, ZERO) / len(points)).quantize(Decimal("0.1")) if points else ZERO
    reasons = [item.reasons.get(criterion.key, "").strip() for item in assessments]
    return {
        "key": criterion.key,
        "section": dict(criterion.sections),
        "name": dict(criterion.names),
        "points": str(mean),
        "maximum": criterion.maximum,
        "reason": "\n\n".join(dict.fromkeys(reason for reason in reasons if reason)),
    }
