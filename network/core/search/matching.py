"""The one query that finds the keys of a page of hits, their number and the facets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from network.core import languages
from network.core.search import fulltext
from network.core.search.query import Group
from network.core.search.results import FACETS, PAGE_SIZE, Filters

BEST_FIRST = "ORDER BY in_title DESC, nearness, score, published_at DESC NULLS LAST, id"


@dataclass
class Found:
    keys: list[int]
    count: int
    facets: dict[str, list[tuple[str, str, int]]]


def run(
    groups: Sequence[Group],
    filters: Filters,
    rank: int,
    language: str,
    page: int,
    *,
    any_group: bool = False,
    title_only: bool = False,
    size: int = PAGE_SIZE,
) -> Found:
    """One query for the keys of a page of hits, their number and (but for titles) the facets."""
    match = fulltext.match(groups, any_group=any_group, title_only=title_only)
    params: dict[str, Any] = {**match.params, "rank": rank, "size": size, "skip": (page - 1) * size}
    passes = {facet: condition(facet, filters.of(facet), params) for facet in FACETS}
    nearness = " ".join(
        f"WHEN '{code}' THEN {place}" for place, code in enumerate(languages.chain(language))
    )  # our own codes and numbers
    sql = f"""
        WITH matched AS MATERIALIZED (
            SELECT e.id, e.thing, e.kind, e.country, e.language, e.published_at,
                   CASE e.language {nearness} ELSE 9 END AS nearness,
                   {match.in_title} AS in_title, {match.score} AS score,
                   {", ".join(f"{passed} AS {facet}_passes" for facet, passed in passes.items())}
            FROM {match.source}
            WHERE {match.condition} AND e.audience <= %(rank)s
        ),
        things AS MATERIALIZED (
            SELECT * FROM (
                SELECT matched.*, row_number() OVER (PARTITION BY thing ORDER BY nearness, score, id) AS place
                FROM matched WHERE {all_pass()}
            ) AS languages WHERE place = 1
        )
        SELECT 'hit' AS part, CAST(id AS text) AS value, '' AS name, row_number() OVER ({BEST_FIRST}) AS number
        FROM (SELECT * FROM things {BEST_FIRST} LIMIT %(size)s OFFSET %(skip)s) AS hits
        {"" if title_only else counts(filters)}
    """  # noqa: S608  (no input: values are parameters, the pieces are this module's own)
    hits: list[tuple[int, int]] = []
    found = Found([], 0, {facet: [] for facet in FACETS})
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for part, value, name, number in cursor.fetchall():
            if part == "hit":
                hits.append((number, int(value)))
            elif part == "count":
                found.count = number
            else:
                found.facets[part].append((value, name, number))
    found.keys = [key for _place, key in sorted(hits)]
    return found


def counts(filters: Filters) -> str:
    """The number of things, and per facet the number of things for each value if only that facet were changed.

    A tag is named as in the language nearest to the reader: the digit before its name says how near, and sorts first.
    Without filters the things themselves are counted, which is cheaper. A thing has one entry per language. The
    pieces of SQL are this module's own: no input stands in them.
    """
    source, number = ("matched", "count(DISTINCT thing)") if filters else ("things", "count(*)")
    parts = [
        "SELECT 'count', '', '', count(*) FROM things",
        f"SELECT 'language', language, '', count(*) FROM matched WHERE {all_pass(but='language')} GROUP BY language",  # noqa: S608
        f"SELECT 'tag', t.slug, min(CAST(m.nearness AS text) || t.name), {number} FROM {source} m"  # noqa: S608
        f" JOIN core_searchtag t ON t.entry_id = m.id WHERE {all_pass(but='tag')} GROUP BY t.slug",
    ]
    for facet in ("kind", "country"):
        passed = f"{facet} <> '' AND {all_pass(but=facet)}"
        parts.append(f"SELECT '{facet}', {facet}, '', {number} FROM {source} WHERE {passed} GROUP BY {facet}")  # noqa: S608
    return "".join(f" UNION ALL {part}" for part in parts)


def all_pass(but: str = "") -> str:
    return " AND ".join(f"{facet}_passes = 1" for facet in FACETS if facet != but)


def condition(facet: str, values: Sequence[str], params: dict[str, Any]) -> str:
    """SQL that is 1 where an entry has one of the values; the values become parameters."""
    if not values:
        return "1"
    names = []
    for place, value in enumerate(values):
        params[f"{facet}_{place}"] = value
        names.append(f"%({facet}_{place})s")
    listed = ", ".join(names)
    if facet == "tag":
        test = f"EXISTS (SELECT 1 FROM core_searchtag t WHERE t.entry_id = e.id AND t.slug IN ({listed}))"  # noqa: S608
    else:
        test = f"e.{facet} IN ({listed})"
    return f"CASE WHEN {test} THEN 1 ELSE 0 END"
