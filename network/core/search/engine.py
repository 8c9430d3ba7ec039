"""Searching: hits, their number and the facets in a constant number of queries, for one reader in one language."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from network.core import languages
from network.core.search import audience, vocabulary
from network.core.search.addresses import in_language
from network.core.search.entries import kind_labels
from network.core.search.facets import label_facets
from network.core.search.fulltext import WORD
from network.core.search.matching import run
from network.core.search.models import SearchEntry
from network.core.search.names import tag_names
from network.core.search.query import Group, Query, with_open_end
from network.core.search.results import LAST_PAGE, Filters, Hit, Results
from network.core.search.snippets import highlight, snippet
from network.core.search.vocabulary import Correction
from network.core.text import convert, fold_word, script_of


def search(
    query: str,
    *,
    user: Any = None,
    language: str = languages.DEFAULT,
    kinds: Sequence[str] = (),
    country: Sequence[str] | str = (),
    tags: Sequence[str] = (),
    content_languages: Sequence[str] = (),
    page: int = 1,
) -> Results:
    """What `user` may find for what they typed, best first: words in the title, then the reader's own language.

    Words nobody has written give way to the nearest that somebody has; when nothing holds all the words, things that
    hold some of them are shown and `is_relaxed` says so. Any input is safe. Costs the same number of queries however
    much is found.
    """
    asked = Query.of(query)
    countries = (country,) if isinstance(country, str) and country else tuple(country)
    filters = Filters(tuple(kinds), countries, tuple(tags), tuple(content_languages))
    results = Results(asked, filters, page=min(max(1, page), LAST_PAGE))
    if results.is_empty:
        return results
    rank = audience.rank_of(user)
    groups, corrections = vocabulary.correct(asked.groups, rank)
    found = run(groups, filters, rank, language, results.page)
    is_relaxed = False
    if not found.count and groups:
        groups = with_open_end(groups)  # the last word may be a beginning
        found = run(groups, filters, rank, language, results.page)
    if not found.count and len(groups) > 1:
        found = run(groups, filters, rank, language, results.page, any_group=True)
        is_relaxed = bool(found.count)
    if not found.count:
        corrections = {}  # a word suggested without a hit might be one the reader may not see
    return replace(
        results,
        hits=load_hits(found.keys, groups, language),
        count=found.count,
        facets=label_facets(found.facets, filters, language),
        corrections=tuple(corrections.values()),
        corrected=spell(asked, corrections),
        is_relaxed=is_relaxed,
    )


def suggest(query: str, *, user: Any = None, language: str = languages.DEFAULT, limit: int = 6) -> tuple[Hit, ...]:
    """Things whose title holds what has been typed so far; the last word may still go on."""
    asked = Query.of(query)
    if not asked.groups or len(asked.groups[-1].typed) < 2:
        return ()
    groups = with_open_end(asked.groups)
    found = run(groups, Filters(), audience.rank_of(user), language, 1, title_only=True, size=limit)
    return load_hits(found.keys, groups, language)


def newest(*, user: Any = None, language: str = languages.DEFAULT, limit: int = 5) -> tuple[Hit, ...]:
    """What came last, each thing once in the language nearest to the reader: for when nothing was asked or found."""
    rank, chain = audience.rank_of(user), languages.chain(language)
    entries = SearchEntry.objects.filter(audience__lte=rank, published_at__isnull=False).order_by(
        "-published_at", "-pk"
    )
    by_thing: dict[str, tuple[int, int]] = {}
    for key, thing, code in entries.values_list("pk", "thing", "language")[: limit * len(chain)]:
        by_thing[thing] = min(by_thing.get(thing, (len(chain), key)), (chain.index(code), key))
    return load_hits([key for _nearness, key in by_thing.values()][:limit], (), language)


def load_hits(keys: Sequence[int], groups: Sequence[Group], language: str) -> tuple[Hit, ...]:
    entries = SearchEntry.objects.prefetch_related("tags").in_bulk(keys)
    wanted, kinds = languages.content_language(language), kind_labels()
    names = tag_names({tag.slug for entry in entries.values() for tag in entry.tags.all()}, language)
    return tuple(
        Hit(
            kind=entry.kind,
            kind_label=kinds.get(entry.kind, entry.kind),
            title=entry.title,
            title_html=highlight(entry.title, groups, entry.language),
            snippet_html=snippet(entry.text, groups, entry.language),
            url=in_language(entry.url, language),
            country=entry.country,
            tags=tuple(
                names.get(tag.slug) or languages.Localised(tag.name, entry.language, entry.language != wanted)
                for tag in entry.tags.all()
            ),
            language=entry.language,
            is_fallback=entry.language != wanted,
            language_label=languages.CONTENT_LANGUAGES.get(entry.language, entry.language),
            published_at=entry.published_at,
            is_public=entry.audience == 0,
        )
        for entry in (entries[key] for key in keys if key in entries)
    )


def spell(query: Query, corrections: dict[str, Correction]) -> str:
    """The query as it was searched for, in the alphabet it was typed in; empty when no word was replaced."""
    if not corrections:
        return ""

    def shown(match: re.Match[str]) -> str:
        correction = corrections.get(fold_word(match.group()))
        return correction.shown if correction else match.group()

    spelt = WORD.sub(shown, query.typed)
    script = script_of(query.typed)
    return convert(spelt, script) if script else spelt
