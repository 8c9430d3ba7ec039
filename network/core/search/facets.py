"""The facets of a search with names for people."""

from typing import Any

from network.core import languages
from network.core.models.geo import Country
from network.core.search.entries import kind_labels
from network.core.search.results import FacetValue, Filters

TAGS_SHOWN = 12


def label_facets(
    found: dict[str, list[tuple[str, str, int]]], filters: Filters, language: str
) -> dict[str, tuple[FacetValue, ...]]:
    """The values of each facet, most frequent first, with names for people. Selected ones always stay.

    A tag's name comes with the place of its language in the reader's chain before it, see `matching.counts`.
    """
    chain = languages.chain(language)
    names: dict[str, dict[str, Any]] = {
        "kind": kind_labels(),
        "country": {country.code: country.name for country in Country.objects.all()},
        "tag": {slug: name[1:] for slug, name, _count in found["tag"]},
        "language": {code: languages.LANGUAGES[code].native_name for code in languages.CONTENT_LANGUAGES},
    }
    spoken = {
        "tag": {slug: chain[int(name[0])] for slug, name, _count in found["tag"] if 0 < int(name[0]) < len(chain)},
        "language": {code: languages.LANGUAGES[code].html_lang for code in languages.CONTENT_LANGUAGES},
    }
    facets = {}
    for facet, values in found.items():
        counted = {value: count for value, _name, count in values}
        shown = sorted(counted, key=lambda value: (-counted[value], str(names[facet].get(value, value))))
        if facet == "tag":
            shown = shown[:TAGS_SHOWN]
        selected = filters.of(facet)
        shown += [value for value in selected if value not in shown and value in names[facet]]
        facets[facet] = tuple(
            FacetValue(
                value,
                names[facet].get(value, value),
                counted.get(value, 0),
                value in selected,
                spoken.get(facet, {}).get(value, ""),
            )
            for value in shown
        )
    return facets
