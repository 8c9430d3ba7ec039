"""What the rules of the call propose about a received application: beside the two people, not in their place."""

from collections.abc import Mapping
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


def words_by_line(application: Application, checks: list[EligibilityCheck]) -> list[tuple[str, str, list[Any]]]:
    """The checklist against the checks so far, as plain texts; empty before the first.

    For each line its text, the language of the text where it is not the reader's, and for each check whether the line
    holds, whether that is against what the rules proposed, and the reason.
    """
    if not checks:
        return []
    found = []
    for line in application.form.definition.eligibility:
        label, words = line.label, [word_of(check.points, line.key) for check in checks]
        found.append((label.text, label.lang if label.is_fallback else "", [told(word) for word in words]))
    return found


def told(word: Mapping[str, Any]) -> tuple[bool | None, bool, str]:
    holds, proposed = word["holds"], word.get("proposed")
    return holds, proposed is not None and proposed != holds, word.get("reason", "")


def word_of(points: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What a check says of a line; checks of the first version kept a bare yes or no."""
    word = points.get(key)
    return word if isinstance(word, dict) else {"holds": word, "reason": ""}
