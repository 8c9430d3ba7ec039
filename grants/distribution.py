"""Who should read what: assessors spread evenly over applications, never where somebody must not read.

Pure, and the same for the same data: a plan that is looked at is the plan that is carried out.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reader:
    """An assessor: how much they have to read already, and the organisations and countries they are tied to."""

    key: int
    name: str
    load: int = 0
    organisations: frozenset[int] = frozenset()
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ToRead:
    """An application: who reads it already, who must not, and how many more readers it needs."""

    key: int
    number: str
    organisations: frozenset[int]
    """The applicant and its partners."""
    country: str
    needed: int
    taken: frozenset[int] = frozenset()
    """Assessors who were ever assigned to it, released and conflicted ones included."""


@dataclass(frozen=True)
class Plan:
    """Pairs of application and assessor, and what could not be filled (application number → readers missing)."""

    pairs: tuple[tuple[int, int], ...] = ()
    unfilled: Mapping[str, int] = field(default_factory=dict)


def distribute(applications: Collection[ToRead], readers: Collection[Reader], *, avoid_own_country: bool) -> Plan:
    """Give each application the readers it needs. Those with the fewest possible readers choose first, and among the
    possible ones whoever has the least to read is asked; equal ones in the order of their keys, shifted from one
    application to the next so that the same people do not always read together."""
    load = {reader.key: reader.load for reader in readers}
    possible = {one.key: candidates(one, readers, avoid_own_country) for one in applications}
    pairs: list[tuple[int, int]] = []
    unfilled: dict[str, int] = {}
    for turn, one in enumerate(sorted(applications, key=lambda one: (len(possible[one.key]), one.number))):
        ordered = sorted(possible[one.key])
        shift = turn % len(ordered) if ordered else 0
        ordered = ordered[shift:] + ordered[:shift]
        chosen = sorted(ordered, key=lambda reader: load[reader])[: one.needed]
        for reader in chosen:
            load[reader] += 1
            pairs.append((one.key, reader))
        if len(chosen) < one.needed:
            unfilled[one.number] = one.needed - len(chosen)
    return Plan(tuple(pairs), unfilled)


def candidates(one: ToRead, readers: Collection[Reader], avoid_own_country: bool) -> list[int]:
    return [
        reader.key
        for reader in readers
        if reader.key not in one.taken
        and not one.organisations & reader.organisations
        and not (avoid_own_country and one.country in reader.countries)
    ]
