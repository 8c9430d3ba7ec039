"""What the rules of the call propose about a received application: beside the two people, not in their place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grants.definitions import CheckLine
from grants.eligibility import Facts, Proposed, Rule, propose
from grants.models import Application, EligibilityCheck


def checklist(application: Application) -> list[tuple[CheckLine, Proposed | None]]:
    """The frozen checklist of the call, each line with the verdict that its rule proposes. Two queries.

    The applicant is measured as of the submission, by what it submitted and what the register says of it.
    """
    facts = facts_of(application)
    return [
        (line, propose(line.rule, facts) if line.rule in Rule.values else None)
        for line in application.form.definition.eligibility
    ]


def facts_of(application: Application) -> Facts:
    call, record = application.call, application.submission.record
    standing = Application.objects.filter(call=call, organisation=application.organisation_id).received()
    return Facts(
        terms=call,
        country_names={country.pk: country.name for country in call.countries.all()},
        country_name=application.country.name,
        organisation=application.organisation,
        record=record,
        year=application.submitted_at.year,  # type: ignore[union-attr]
        applications=standing.exclude(state="withdrawn").count(),
        required_documents={item.key: item.label.text for item in application.form.definition.uploads if item.required},
    )


@dataclass(frozen=True)
class LineWords:
    """One line of the checklist with what each person said of it."""

    line: CheckLine
    words: list[dict[str, Any]]


def words_by_line(application: Application, checks: list[EligibilityCheck]) -> list[LineWords]:
    """The checklist against the checks so far; empty before the first."""
    if not checks:
        return []
    return [
        LineWords(line, [word_of(check.points, line.key) for check in checks])
        for line in application.form.definition.eligibility
    ]


def word_of(points: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What a check says of a line; checks of the first version kept a bare yes or no."""
    word = points.get(key)
    return word if isinstance(word, dict) else {"holds": word, "reason": ""}
