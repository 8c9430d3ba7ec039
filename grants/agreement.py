"""How far assessors agree: spread per criterion, drift per assessor, the widest gaps. It shows; it never alters a score."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .ranking import Entry, Rules, mean, sums_of

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class CriterionSpread:
    """`spread`: how far apart, on average, the highest and the lowest points for one application are."""

    key: str
    maximum: int
    mean: Decimal
    spread: Decimal
    applications: int

    @property
    def percent(self) -> int:
        """The spread as a share of the scale."""
        return int(self.spread * 100 / self.maximum)


@dataclass(frozen=True)
class Drift:
    """`drift`: how many points more than the others this assessor gives, on average, to the same applications."""

    assessor: str
    assessments: int
    compared: int
    mean: Decimal
    drift: Decimal


@dataclass(frozen=True)
class Gap:
    number: str
    totals: tuple[Decimal, ...]
    gap: Decimal


@dataclass(frozen=True)
class Agreement:
    criteria: tuple[CriterionSpread, ...] = ()
    assessors: tuple[Drift, ...] = ()
    gaps: tuple[Gap, ...] = ()


def agreement(entries: Iterable[Entry], rules: Rules) -> Agreement:
    """From all submitted assessments; an application with one of them says nothing about agreement."""
    found = list(entries)
    several = [entry for entry in found if len(entry.scored) > 1]
    return Agreement(criteria_spread(several, rules), drifts(found, rules), gaps(several, rules))


def criteria_spread(entries: list[Entry], rules: Rules) -> tuple[CriterionSpread, ...]:
    spreads = []
    for measure in rules.measures:
        given = [[scored.points.get(measure.key, 0) for scored in entry.scored] for entry in entries]
        if not given:
            continue
        every = [points for one in given for points in one]
        apart = sum(max(one) - min(one) for one in given)
        spreads.append(
            CriterionSpread(
                measure.key, measure.maximum, ratio(sum(every), len(every)), ratio(apart, len(given)), len(given)
            )
        )
    return tuple(spreads)


def drifts(entries: list[Entry], rules: Rules) -> tuple[Drift, ...]:
    """Sorted from the most severe to the most generous."""
    given, apart = defaultdict(list), defaultdict(list)
    for entry in entries:
        totals = [(scored.assessor, sum(sums_of(scored, rules).values())) for scored in entry.scored]
        whole = sum(total for _name, total in totals)
        for name, total in totals:
            given[name].append(total)
            if len(totals) > 1:
                apart[name].append(Decimal(total) - Decimal(whole - total) / (len(totals) - 1))
    found = [
        Drift(
            name,
            len(totals),
            len(apart[name]),
            mean(sum(totals), len(totals)),
            (sum(apart[name], Decimal(0)) / len(apart[name]) / 100).quantize(TENTH) if apart[name] else Decimal(0),
        )
        for name, totals in given.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.drift, one.assessor)))


def gaps(entries: list[Entry], rules: Rules) -> tuple[Gap, ...]:
    """The widest first."""
    found = []
    for entry in entries:
        totals = tuple(Decimal(sum(sums_of(scored, rules).values())) / 100 for scored in entry.scored)
        found.append(Gap(entry.key, totals, max(totals) - min(totals)))
    return tuple(sorted(found, key=lambda one: (-one.gap, one.number)))


def ratio(total: int, number: int) -> Decimal:
    return (Decimal(total) / number).quantize(TENTH)
