"""Narrowing a list by what its things have in common, with how many each choice would leave."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.template.loader import render_to_string

from network.core.kept import kept


@dataclass(frozen=True)
class FacetValue:
    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True)
class Facet:
    label: str
    values: list[FacetValue] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many things the values have together; of a facet in which each thing has one value, how many there are."""
        return sum(value.count for value in self.values)


def facet(
    label: Any, name: str, choices: Iterable[tuple[str, Any]], counts: Mapping[str, int], query: QueryDict
) -> Facet:
    """One facet of the choices (value, label) that occur, in their order; the chosen one stays in any case."""
    chosen = query.get(name, "")
    values = [
        FacetValue(
            str(text), counts.get(value, 0), address(query, name, "" if value == chosen else value), value == chosen
        )
        for value, text in choices
        if counts.get(value) or value == chosen
    ]
    return Facet(str(label), values)


def address(query: QueryDict, name: str, value: str) -> str:
    """The list with `name` set to `value`, or without it; always from its first page."""
    changed = query.copy()
    changed.pop("page", None)
    changed.pop(name, None)
    if value:
        changed[name] = value
    return f"?{changed.urlencode()}" if changed else "?"


def counted(
    collection: str, name: str, chosen: Mapping[str, Any], count: Callable[[], dict[str, int]]
) -> dict[str, int]:
    """What each value of a facet would leave, beside whatever else is chosen; kept while nothing else is."""
    if chosen.keys() - {name}:
        return count()
    return kept(f"{collection}:{name}", count)


def filters(collection: str, facets: list[Facet], query: QueryDict, *, narrowed: bool) -> str:
    """The facets as they stand beside a list; kept while nothing is chosen and the address says nothing but the page."""

    def draw() -> str:
        clear_url = "?" if narrowed else ""
        return render_to_string("knowledge/_filters.html", {"facets": facets, "clear_url": clear_url})

    return draw() if narrowed or query.keys() - {"page"} else kept(f"{collection}:filters", draw)


class LongList(Paginator):
    """Pages of a long list. A late page finds its keys first, so that none of the rows before it are read."""

    NEAR = 3

    def page(self, number: Any) -> Page:
        number = self.validate_number(number)
        if number <= self.NEAR:
            return super().page(number)
        start = (number - 1) * self.per_page
        keys = list(self.object_list.values_list("pk", flat=True)[start : start + self.per_page])
        return self._get_page(self.object_list.filter(pk__in=keys), number, self)
