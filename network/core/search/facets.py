"""The facets of a search with names for people."""

from typing import Any

from network.core import languages
from network.core.models.geo import Country
from network.core.search.entries import kind_labels
from network.core.search.names import tag_names
from network.core.search.results import FacetValue, Filters

TAGS_SHOWN = 12


def label_facets(
    found: dict[str, list[tuple[str, str, int]]], filters: Filters, language: str
) -> dict[str, tuple[FacetValue, ...]]:
    """The values of each facet, most frequent first, with names for people. Selected ones always stay.

    A tag that no app owns is called as its entries call it: that name comes with the place of its language in the
    reader's chain before it, see `matching.counts`.
    """
    tags = name_found_tags(found["tag"], language)
    names: dict[str, dict[str, Any]] = {
        "kind": kind_labels(),
        "country": {country.code: country.name for country in Country.objects.all()},
        "tag": {slug: name.text for slug, name in tags.items()},
        "language": {code: languages.LANGUAGES[code].native_name for code in languages.CONTENT_LANGUAGES},
    }
    spoken = {
        "tag": {slug: name.lang for slug, name in tags.items() if name.is_fallback},
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


def name_found_tags(found: list[tuple[str, str, int]], language: str) -> dict[str, languages.Localised]:
    chain = languages.chain(language)
    owned = tag_names([slug for slug, _name, _count in found], language)
    written = {}
    for slug, name, _count in found:
        place = int(name[0])
        written[slug] = languages.Localised(
            name[1:], chain[place] if place < len(chain) else "", 0 < place < len(chain)
        )
    return written | owned
