"""How many organisations of a list have each kind, place, word or licence: a handful of queries, whatever their number.

What stands in the organisation's own row — kind, country, town — is gathered once, for the total, two facets and the
map. Words are counted in the indexes of their own tables, all four vocabularies in one query.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.utils.translation import get_language

from members.days import today
from members.models import Kind, Licence, Organisation, ServiceType, TargetGroup, Theme, WorkLanguage
from members.models.facts import PLACED
from members.states import LicenceState
from network.core.languages import pick
from network.core.models import Country

Counted = list[tuple[str, str, int]]
"""Slug, label and number of each value in its order; nobody's have 0."""
Found = QuerySet[Organisation]

VOCABULARIES: dict[str, tuple[str, type[Any]]] = {
    "theme": ("themes", Theme),
    "group": ("target_groups", TargetGroup),
    "service": ("services", ServiceType),
    "language": ("work_languages", WorkLanguage),
}


# --- What stands in the row ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """So many organisations of a kind in a country, and in a town where the public may know the town."""

    kind: str
    country: str
    town: int | None
    number: int


@dataclass(frozen=True)
class Gathering:
    """The cells of a list, and the conditions on what they are made of; an empty condition lets everything through."""

    cells: list[Cell]
    kinds: Collection[str]
    countries: Collection[str]
    towns: Collection[int]

    def counted(self, axis: str = "") -> Counter[Any]:
        """Numbers per value of `axis`, under the conditions on the others; without an axis, under all of them."""
        asked = {"kind": self.kinds, "country": self.countries, "town": self.towns}
        others = [(attrgetter(name), values) for name, values in asked.items() if values and name != axis]
        value_of = attrgetter(axis) if axis else lambda cell: ""
        numbers: Counter[Any] = Counter()
        for cell in self.cells:
            if all(value(cell) in values for value, values in others):
                numbers[value_of(cell)] += cell.number
        return numbers


def gathered(found: Found) -> list[Cell]:
    """SECURITY: the town of those whose place is not to be known is left out here, before anything is counted by it."""
    rows = found.order_by().values_list("kind", "country", "municipality", "precision").annotate(number=Count("*"))
    return [
        Cell(kind, country, town if precision in PLACED else None, number)
        for kind, country, town, precision, number in rows
    ]


def by_country(numbers: Counter[str]) -> Counted:
    return [(country.code, country.name, numbers[country.code]) for country in Country.objects.all()]


def by_kind(numbers: Counter[str]) -> Counted:
    return [(kind.value, str(kind.label), numbers[kind.value]) for kind in Kind]


# --- What stands beside it ----------------------------------------------------------------------------------------


def by_words(narrowed: Callable[[str], Found | None]) -> dict[str, Counted]:
    """The counts of all four vocabularies. `narrowed` gives the list for one of them, None for everything listed."""
    numbers: dict[str, dict[int, int]] = {name: {} for name in VOCABULARIES}
    for name, word, number in united(held(name, narrowed(name)) for name in VOCABULARIES):
        numbers[name][word] = number
    counted: dict[str, Counted] = {name: [] for name in VOCABULARIES}
    for name, key, slug, names, _position in sorted(united(map(words, VOCABULARIES)), key=lambda word: word[4]):
        counted[name].append((slug, pick(names, get_language()).text, numbers[name].get(key, 0)))
    return counted


def held(name: str, found: Found | None) -> QuerySet[Any]:
    """Rows of name, word and number."""
    field, model = VOCABULARIES[name]
    rows = getattr(Organisation, field).through.objects.order_by()
    return within(rows, found).values_list(Value(name), f"{model._meta.model_name}_id").annotate(number=Count("*"))


def within(rows: QuerySet[Any], found: Found | None) -> QuerySet[Any]:
    """The rows of those in the list. Few are not listed, so that all that are is told as all but those."""
    if found is not None:
        return rows.filter(organisation__in=found.order_by())
    unlisted = (Organisation.objects.taken_off(), Organisation.objects.run_out())
    return reduce(lambda rest, some: rest.exclude(organisation__in=some), unlisted, rows)


def words(name: str) -> QuerySet[Any]:
    _field, model = VOCABULARIES[name]
    return model.objects.order_by().values_list(Value(name), "pk", "slug", "names", "position")


def united(parts: Iterable[QuerySet[Any]]) -> Any:
    first, *others = parts
    return first.union(*others, all=True)


def by_licence(found: Found | None) -> Counted:
    shown = within(Licence.objects.public(today()).order_by(), found)
    numbers = dict(shown.values_list("effective").annotate(number=Count("organisation_id", distinct=True)))
    return [(state.value, str(state.label), numbers.get(state.value, 0)) for state in LicenceState]
