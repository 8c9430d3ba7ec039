"""What an assessor typed, read against the criteria of the call: what is kept, what it sums to, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from .answers import tidy, too_long
from .definitions import Criterion, Definition
from .states import Recommendation

LONGEST_REASON = 6000
SHORTEST_REASON = 3
"""Words; a reason that the applicant will read is more than “good”."""


@dataclass(frozen=True)
class Scores:
    """Points and reasons by criterion, a comment for the committee and the recommendation."""

    points: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    recommendation: str = ""


@dataclass(frozen=True)
class Missing:
    """Something to be done before an assessment can be submitted, and the field where."""

    label: str
    sentence: str
    anchor: str


def read_typed(definition: Definition, data: Mapping[str, str]) -> Scores:
    """What of a sent form is kept: points within each criterion's scale, and texts, tidied; `too_much` says what is not."""
    points = {
        criterion.key: number
        for criterion in definition.criteria
        if (number := whole(data.get(f"points_{criterion.key}", ""), criterion.maximum)) is not None
    }
    reasons = {
        criterion.key: reason
        for criterion in definition.criteria
        if (reason := tidy(data.get(f"reason_{criterion.key}", "")))
    }
    advice = data.get("recommendation", "")
    return Scores(
        points,
        reasons,
        tidy(data.get("comment", "")),
        advice if advice in Recommendation.values else "",
    )


def too_much(definition: Definition, scores: Scores) -> list[Missing]:
    """The texts that are too long to be kept, each with a sentence."""
    texts = [(one.name.text, scores.reasons.get(one.key, ""), f"id_reason_{one.key}") for one in definition.criteria]
    texts.append((_("Comment for the committee (optional)"), scores.comment, "id_comment"))
    return [
        Missing(label, too_long(text, LONGEST_REASON), anchor)
        for label, text, anchor in texts
        if len(text) > LONGEST_REASON
    ]


def whole(text: str, maximum: int) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 and int(text) <= maximum else None


def total_of(definition: Definition, points: Mapping[str, int]) -> Decimal:
    """The weighted sum, exact to the hundredth."""
    return sum((one.weight * points.get(one.key, 0) for one in definition.criteria), Decimal(0))


def missing(definition: Definition, scores: Any) -> list[Missing]:
    """Everything that keeps an assessment (or `Scores`) from being submitted, criterion by criterion."""
    found = [one for criterion in definition.criteria for one in missing_of(criterion, scores)]
    if not scores.recommendation:
        found.append(Missing(_("Recommendation"), _("Choose what you recommend."), "id_recommendation"))
    return found


def missing_of(criterion: Criterion, scores: Any) -> list[Missing]:
    name, found = criterion.name.text, []
    if criterion.key not in scores.points:
        found.append(Missing(name, _("Give points."), f"id_points_{criterion.key}"))
    if len(scores.reasons.get(criterion.key, "").split()) < SHORTEST_REASON:
        found.append(
            Missing(
                name, _("Write the reason in a sentence; the applicant will read it."), f"id_reason_{criterion.key}"
            )
        )
    return found
