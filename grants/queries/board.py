"""The ranking board: rows as people read them, the line, and what a “what if” would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from grants.agreement import Agreement
from grants.explanations import explain
from grants.models import Application, Call
from grants.ranking import Ranking, Row, Rules
from grants.states import Outcome
from network.core.models import Country

from .calls import by_section

TONES = {
    Outcome.SELECTED: "good",
    Outcome.RESERVE: "warn",
    Outcome.BELOW: "bad",
    Outcome.WAITING: "neutral",
    Outcome.BY_HAND: "info",
}


@dataclass(frozen=True)
class SectionBar:
    name: str
    points: Decimal
    maximum: Decimal
    is_below: bool

    @property
    def percent(self) -> int:
        return int(self.points * 100 / self.maximum) if self.maximum else 0


@dataclass(frozen=True)
class BoardRow:
    """One line of the board. `was` is the real outcome where a “what if” changes it."""

    row: Row
    application: Application
    bars: Sequence[SectionBar]
    reasons: Sequence[str]
    is_above_line: bool
    was: str = ""

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.row.outcome)

    @property
    def tone(self) -> str:
        return TONES[self.outcome]


def board_rows(call: Call, ranking: Ranking, shown: Sequence[Row], rules: Rules, real: Ranking) -> list[BoardRow]:
    """The rows of one screen with their applications. One query, two with quotas."""
    applications = {
        str(one.number): one
        for one in Application.objects.filter(number__in=[row.entry.key for row in shown]).for_list()
    }
    outcomes = {row.entry.key: row.outcome for row in real.rows} if real is not ranking else {}
    maxima = section_maxima(rules)
    countries = {one.pk: str(one.name) for one in Country.objects.filter(pk__in=rules.quotas)} if rules.quotas else {}
    line = line_after(ranking)
    return [
        BoardRow(
            row,
            applications[row.entry.key],
            bars(row, rules, maxima),
            [explain(reason, call.currency, countries) for reason in row.reasons],
            row.place == line,
            str(Outcome(outcomes[row.entry.key]).label)
            if outcomes.get(row.entry.key, row.outcome) != row.outcome
            else "",
        )
        for row in shown
    ]


def line_after(ranking: Ranking) -> int | None:
    """The place after which the line is drawn: that of the last one within the envelope, when somebody is below it."""
    placed = [row for row in ranking.rows if row.place]
    selected = [row.place for row in placed if row.outcome == Outcome.SELECTED]
    return selected[-1] if selected and len(placed) > len(selected) else None


def section_maxima(rules: Rules) -> dict[str, Decimal]:
    found = dict.fromkeys(rules.sections, Decimal(0))
    for measure in rules.measures:
        found[measure.section] += measure.maximum * measure.weight
    return found


def bars(row: Row, rules: Rules, maxima: Mapping[str, Decimal]) -> list[SectionBar]:
    least = rules.section_minimums
    return [
        SectionBar(name, points, maxima[name], name in least and points < least[name])
        for name, points in row.sections.items()
    ]


def agreement_page(call: Call, found: Agreement) -> dict[str, Any]:
    """The agreement of assessors with the names of criteria in the reader's language."""
    spreads = {one.key: one for one in found.criteria}
    sections = [
        {
            "name": section["name"],
            "rows": [(one, spreads[one.key]) for one in section["criteria"] if one.key in spreads],
        }
        for section in by_section(call.form.definition.criteria)
    ]
    widest = [gap for gap in found.gaps if gap.gap][:10]
    return {
        "sections": [section for section in sections if section["rows"]],
        "assessors": [(one, drift_words(one.drift), drift_side(one.drift, found)) for one in found.assessors],
        "widest": widest,
        "applications": {
            one.number: one for one in Application.objects.filter(number__in=[gap.number for gap in widest])
        },
    }


def drift_words(drift: Decimal) -> str:
    if not drift:
        return _("like the others")
    return _("more generous") if drift > 0 else _("more severe")


def drift_side(drift: Decimal, found: Agreement) -> dict[str, int]:
    """How long the bar to the left (severe) or right (generous) is, in per cent of the largest drift."""
    largest = max((abs(one.drift) for one in found.assessors), default=Decimal(0)) or Decimal(1)
    share = int(abs(drift) * 100 / largest)
    return {"severe": share if drift < 0 else 0, "generous": share if drift > 0 else 0}


def in_assessment(call: Call) -> QuerySet[Application]:
    """Applications being assessed with their assignments, for the list of assessors."""
    from grants.states import ApplicationState  # inline: named once, here

    found = Application.objects.filter(call=call, state=ApplicationState.ASSESSMENT).order_by("number")
    return found.select_related("country").prefetch_related("assignments__assessment")
