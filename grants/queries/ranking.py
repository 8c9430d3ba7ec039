"""The stored data that a ranking is computed from. A constant number of queries, whatever the size of the call."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from grants.definitions import Criterion, Definition
from grants.models import Application, Assessment, Call
from grants.ranking import Entry, Measure, Ranking, Rules, Scored, rank
from grants.states import IN_RANKING
from network.core.languages import pick


def ranking_of(call: Call, changes: Mapping[str, Any] | None = None) -> Ranking:
    """The ranking of a call as it stands now; `changes` to its rules answer "what if" and are stored nowhere."""
    return rank(entries_of(call), rules_of(call).changed(changes or {}))


def rules_of(call: Call) -> Rules:
    definition = call.form.definition
    return Rules(
        measures=measures_of(definition),
        envelope=call.envelope,
        assessors_needed=call.assessors_needed,
        largest_gap=call.largest_gap,
        overall_minimum=call.overall_minimum,
        section_minimums=section_minimums(definition),
        quotas={quota.country: quota.most for quota in definition.quotas},
    )


def measures_of(definition: Definition) -> tuple[Measure, ...]:
    return tuple(
        Measure(criterion.key, section_key(criterion), criterion.maximum, criterion.weight)
        for criterion in definition.criteria
    )


def section_minimums(definition: Definition) -> dict[str, Decimal]:
    """The eliminatory minimum of each section that has one; where its criteria name several, the highest."""
    found: dict[str, Decimal] = {}
    for criterion in definition.criteria:
        if criterion.section_minimum is not None:
            name = section_key(criterion)
            found[name] = max(criterion.section_minimum, found.get(name, Decimal(0)))
    return found


def section_key(criterion: Criterion) -> str:
    """A section's name in one fixed language, so that criteria belong together whoever reads them."""
    return pick(dict(criterion.sections), "en").text


def entries_of(call: Call) -> list[Entry]:
    """Every application that was found eligible, with its counting assessments. Two queries.

    What is ranked although nobody has assessed it was ranked by hand.
    """
    scored = scored_by_application(call)
    applications = Application.objects.filter(call=call, state__in=IN_RANKING)
    return [
        Entry(
            number,
            country,
            requested,
            submitted_at,
            tuple(scored.get(pk, ())),
            state != "assessment" and pk not in scored,
        )
        for pk, number, country, requested, submitted_at, state in applications.order_by("number").values_list(
            "pk", "number", "country_id", "requested", "submitted_at", "state"
        )
    ]


def scored_by_application(call: Call) -> dict[int, list[Scored]]:
    found: dict[int, list[Scored]] = defaultdict(list)
    rows = Assessment.objects.counting().filter(assignment__application__call=call).order_by("assignment_id")
    for pk, name, points, recommendation in rows.values_list(
        "assignment__application_id", "assignment__assessor_name", "points", "recommendation"
    ):
        found[pk].append(Scored(name, points, recommendation))
    return found
