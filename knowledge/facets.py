"""Narrowing a list by what its things have in common, with how many each choice would leave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict


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
