"""Who stands where, and why: one pure function from scores and rules to an ordered list that explains itself.

Nothing here reads the database, the clock or a setting, so the same data gives the same list in ten years. Points are
whole numbers and weights have two decimals, so every sum is exact; a total is rounded once, half up, to two decimals,
and the rounded total is what counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import pairwise
from typing import Any

from .states import IN_FAVOUR, Outcome, Recommendation

TWO_PLACES = Decimal("0.01")
UNPLACED = ""
"""Above every minimum; the walk down the list decides."""


@dataclass(frozen=True)
class Measure:
    """A criterion as far as the arithmetic needs it."""

    key: str
    section: str
    maximum: int
    weight: Decimal

    @cached_property
    def hundredths(self) -> int:
        return int(self.weight * 100)


@dataclass(frozen=True)
class Rules:
    """What the call says about assessing. Sections stand in the order in which the call prints them."""

    measures: tuple[Measure, ...]
    envelope: Decimal
    assessors_needed: int = 2
    largest_gap: Decimal | None = None
    overall_minimum: Decimal | None = None
    section_minimums: Mapping[str, Decimal] = field(default_factory=dict)
    quotas: Mapping[str, Decimal] = field(default_factory=dict)

    @cached_property
    def sections(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(measure.section for measure in self.measures))

    @cached_property
    def weights(self) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
        """Section by section the keys of its criteria with their weights in hundredths."""
        return tuple(
            (name, tuple((one.key, one.hundredths) for one in self.measures if one.section == name))
            for name in self.sections
        )

    def changed(self, changes: Mapping[str, Any]) -> "Rules":
        return replace(self, **changes)


@dataclass(frozen=True)
class Scored:
    """One submitted assessment."""

    assessor: str
    points: Mapping[str, int]
    recommendation: str


@dataclass(frozen=True)
class Entry:
    """One application to be ranked: `amount` is what it would take from the envelope.

    `by_hand` is one that nobody was asked to assess and that a manager ranked with a reason: it has no points, stands
    below the list in the order of the numbers, and the committee alone decides on it.
    """

    key: str
    country: str
    amount: Decimal
    arrived_at: datetime
    scored: tuple[Scored, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True)
class Reason:
    """One line of the explanation: what was looked at (`kind`) and the values found. `grants.explanations` says it."""

    kind: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One application in the ranking. `place` counts those above every minimum; `running` is the sum up to here."""

    entry: Entry
    outcome: str
    totals: tuple[Decimal, ...] = ()
    total: Decimal | None = None
    sections: Mapping[str, Decimal] = field(default_factory=dict)
    gap: Decimal = Decimal(0)
    place: int | None = None
    running: Decimal | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def is_disputed(self) -> bool:
        """The scores ask for one more assessor."""
        return any(reason.kind in ("third_for_gap", "third_for_split") for reason in self.reasons)


@dataclass(frozen=True)
class Ranking:
    rows: tuple[Row, ...]
    envelope: Decimal

    @property
    def committed(self) -> Decimal:
        return sum((row.entry.amount for row in self.selected), Decimal(0))

    @property
    def left(self) -> Decimal:
        return self.envelope - self.committed

    @property
    def is_complete(self) -> bool:
        """Every application has all the assessments that it needs."""
        return not self.of(Outcome.WAITING)

    @property
    def selected(self) -> list[Row]:
        return self.of(Outcome.SELECTED)

    @property
    def reserve(self) -> list[Row]:
        return self.of(Outcome.RESERVE)

    def of(self, outcome: str) -> list[Row]:
        return [row for row in self.rows if row.outcome == outcome]


def rank(entries: Iterable[Entry], rules: Rules) -> Ranking:
    """Order the applications and say for each where it stands and why.

    Higher totals first; equal totals by the tie rule (`order`). Down the list each application takes its amount from
    the envelope; the first that does not fit draws the line, and nobody below it jumps ahead. One whose country has
    used up its quota is passed over. Those are the reserve list, in the same order.
    """
    measured = [measure(entry, rules) for entry in sorted(entries, key=lambda entry: entry.key)]
    standing = sorted((row for row in measured if row.outcome == UNPLACED), key=lambda row: order(row, rules))
    below = sorted((row for row in measured if row.outcome == Outcome.BELOW), key=lambda row: order(row, rules))
    others = [row for outcome in (Outcome.BY_HAND, Outcome.WAITING) for row in measured if row.outcome == outcome]
    return Ranking((*cut(with_ties(standing, rules), rules), *below, *others), rules.envelope)


def measure(entry: Entry, rules: Rules) -> Row:
    """The means of one application, and whether it waits or falls below a minimum."""
    if entry.by_hand and not entry.scored:
        return Row(entry, Outcome.BY_HAND, reasons=(Reason("by_hand"),))
    sums = [sums_of(scored, rules) for scored in entry.scored]
    totals = tuple(Decimal(sum(one.values())) / 100 for one in sums)
    gap = max(totals) - min(totals) if totals else Decimal(0)
    wanting = missing(entry, gap, rules)
    if not totals:
        return Row(entry, Outcome.WAITING, reasons=wanting)
    total = mean(sum(sum(one.values()) for one in sums), len(sums))
    sections = {name: mean(sum(one[name] for one in sums), len(sums)) for name in rules.sections}
    said = Reason("mean", {"number": str(len(totals)), "total": str(total), "totals": " · ".join(map(str, totals))})
    below = below_minimums(total, sections, rules)
    outcome = Outcome.WAITING if wanting else Outcome.BELOW if below else UNPLACED
    return Row(entry, outcome, totals, total, sections, gap, reasons=(said, *wanting, *below))


def sums_of(scored: Scored, rules: Rules) -> dict[str, int]:
    """Weighted points by section, in hundredths."""
    given = scored.points.get
    return {name: sum([weight * given(key, 0) for key, weight in weights]) for name, weights in rules.weights}


def mean(hundredths: int, number: int) -> Decimal:
    return (Decimal(hundredths) / (100 * number)).quantize(TWO_PLACES, ROUND_HALF_UP)


def missing(entry: Entry, gap: Decimal, rules: Rules) -> tuple[Reason, ...]:
    """Why the assessment of an application is not complete. One assessment beyond the number needed settles a dispute."""
    number = len(entry.scored)
    if number < rules.assessors_needed:
        return (Reason("too_few", {"have": str(number), "need": str(rules.assessors_needed)}),)
    if number > rules.assessors_needed:
        return ()
    found = []
    if rules.largest_gap is not None and gap > rules.largest_gap:
        found.append(Reason("third_for_gap", {"gap": str(gap), "limit": str(rules.largest_gap)}))
    advice = {scored.recommendation for scored in entry.scored}
    if Recommendation.REJECT in advice and advice & IN_FAVOUR:
        found.append(Reason("third_for_split"))
    return tuple(found)


def below_minimums(total: Decimal, sections: Mapping[str, Decimal], rules: Rules) -> tuple[Reason, ...]:
    found = [
        Reason("below_section", {"section": name, "points": str(sections[name]), "minimum": str(least)})
        for name, least in rules.section_minimums.items()
        if sections[name] < least
    ]
    if rules.overall_minimum is not None and total < rules.overall_minimum:
        found.append(Reason("below_overall", {"points": str(total), "minimum": str(rules.overall_minimum)}))
    return tuple(found)


def order(row: Row, rules: Rules) -> tuple[Any, ...]:
    """The tie rule as a sort key: total, then each section as printed, then the smaller request, then the earlier."""
    sections = tuple(-row.sections[name] for name in rules.sections)
    return (-(row.total or 0), *sections, row.entry.amount, row.entry.arrived_at, row.entry.key)


def with_ties(rows: Sequence[Row], rules: Rules) -> list[Row]:
    """The rows with a line for each that has the same total as the one above it: what decided between the two."""
    found = list(rows[:1])
    for above, row in pairwise(rows):
        tied = row.total == above.total
        found.append(replace(row, reasons=(*row.reasons, tie(above, row, rules))) if tied else row)
    return found


def tie(above: Row, row: Row, rules: Rules) -> Reason:
    values = {"above": above.entry.key}
    for name in rules.sections:
        if above.sections[name] != row.sections[name]:
            return Reason("tie_by_section", {**values, "section": name})
    if above.entry.amount != row.entry.amount:
        return Reason("tie_by_amount", values)
    return Reason("tie_by_arrival", values)


def cut(rows: Iterable[Row], rules: Rules) -> list[Row]:
    """Walk down the list until the envelope runs out."""
    found, taken, by_country, line = [], Decimal(0), dict.fromkeys(rules.quotas, Decimal(0)), ""
    for place, row in enumerate(rows, start=1):
        entry = row.entry
        reason = refusal(entry, taken, by_country, line, rules)
        if reason is None:
            taken += entry.amount
            if entry.country in by_country:
                by_country[entry.country] += entry.amount
            reason = Reason("fits", {"running": str(taken), "envelope": str(rules.envelope)})
            said = (*row.reasons, reason)
            found.append(replace(row, place=place, outcome=Outcome.SELECTED, running=taken, reasons=said))
            continue
        line = line or (entry.key if reason.kind == "does_not_fit" else "")
        found.append(replace(row, place=place, outcome=Outcome.RESERVE, reasons=(*row.reasons, reason)))
    return found


def refusal(entry: Entry, taken: Decimal, by_country: Mapping[str, Decimal], line: str, rules: Rules) -> Reason | None:
    """Why the application cannot be within the envelope; None when it can."""
    if line:
        return Reason("behind_the_line", {"line": line})
    used = by_country.get(entry.country)
    if used is not None and used + entry.amount > rules.quotas[entry.country]:
        left = rules.quotas[entry.country] - used
        return Reason("quota", {"country": entry.country, "left": str(left), "amount": str(entry.amount)})
    if taken + entry.amount > rules.envelope:
        return Reason("does_not_fit", {"left": str(rules.envelope - taken), "amount": str(entry.amount)})
    return None
