"""The full-text index of the database: an FTS5 table on SQLite, a tsvector column on PostgreSQL.

Both hold folded words and stems only, so neither needs a dictionary, and both say the same about a match.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from network.core.search.models import SearchEntry
from network.core.search.query import Group
from network.core.text import fold_word, stemmer

WORD = re.compile(r"[^\W_]+")
WORD_LIMIT = 60  # letters; what is longer is no word
_POSITIONS = 16_383  # the last place in a text that PostgreSQL tells apart
_PLACES_OF_A_WORD = 255


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """The folded words of a text in order, each with the spelling it came from."""
    for match in WORD.finditer(text):
        for word in fold_word(match.group()).split():
            if len(word) <= WORD_LIMIT:
                yield word, match.group()


@dataclass(frozen=True)
class Document:
    """The words of an entry as the index keeps them."""

    entry: SearchEntry
    tags: Sequence[str] = ()

    @cached_property
    def title(self) -> list[tuple[str, str]]:
        return list(tokens(self.entry.title))

    @cached_property
    def body(self) -> list[tuple[str, str]]:
        return list(tokens(" ".join([self.entry.text, *self.tags])))

    def stemmed(self, words: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """The stem of each word, empty where it is the word itself."""
        stem = stemmer(self.entry.language)
        for word, _spelling in words:
            stemmed = stem(word)
            yield word, "" if stemmed == word else stemmed


def add(documents: Sequence[Document]) -> None:
    """Index entries that have just been written."""
    if not documents:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "UPDATE core_searchentry SET vector = %s::tsvector WHERE id = %s",
                [(_vector(document), document.entry.pk) for document in documents],
            )
        else:
            remove([document.entry.pk for document in documents])  # a reused key must not find the text before it
            cursor.executemany(
                "INSERT INTO core_searchindex (rowid, title, body) VALUES (%s, %s, %s)",
                [(d.entry.pk, _words_and_stems(d, d.title), _words_and_stems(d, d.body)) for d in documents],
            )


def remove(keys: Sequence[int]) -> None:
    """Take entries out of the full-text index. On PostgreSQL it is a column of theirs and goes with them."""
    if connection.vendor != "postgresql" and keys:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM core_searchindex WHERE rowid = %s", [(key,) for key in keys])


def _words_and_stems(document: Document, words: list[tuple[str, str]]) -> str:
    stems = (stem for _word, stem in document.stemmed(words) if stem)
    return " ".join([*(word for word, _spelling in words), *stems])


def _vector(document: Document) -> str:
    """The document as PostgreSQL writes a tsvector: each stem at the place of its word, the title with weight A."""
    places: dict[str, list[str]] = {}
    place = 0
    for words, weight in ((document.title, "A"), (document.body, "")):
        for word, stem in document.stemmed(words):
            place = min(place + 1, _POSITIONS)
            for lexeme in (word, stem) if stem else (word,):
                known = places.setdefault(lexeme, [])
                if len(known) < _PLACES_OF_A_WORD:
                    known.append(f"{place}{weight}")
        place = min(place + 1, _POSITIONS)  # a phrase does not run from the title into the text
    return " ".join(f"{lexeme}:{','.join(at)}" for lexeme, at in places.items())


@dataclass(frozen=True)
class Match:
    """Pieces of SQL that find the entries `e` of a query: what to read from, the condition, and how good a match is."""

    source: str
    condition: str
    in_title: str
    score: str  # smaller is better
    params: dict[str, str]


def match(groups: Sequence[Group], *, any_group: bool = False, title_only: bool = False) -> Match:
    """How this database finds entries that hold all groups of words, or any of them; without groups, every entry."""
    if not groups:
        return Match("core_searchentry e", "1 = 1", "0", "0", {})
    if connection.vendor == "postgresql":
        joined = (" | " if any_group else " & ").join(_tsquery(group) for group in groups)
        in_title = " & ".join(_tsquery(group, "A") for group in groups)
        return Match(
            "core_searchentry e",
            "e.vector @@ %(in_title)s::tsquery" if title_only else "e.vector @@ %(words)s::tsquery",
            "CASE WHEN e.vector @@ %(in_title)s::tsquery THEN 1 ELSE 0 END",
            "-ts_rank('{0.1, 0.1, 0.1, 1}', e.vector, %(words)s::tsquery, 1)",
            {"words": joined, "in_title": in_title},
        )
    joined = (" OR " if any_group else " AND ").join(_fts5(group) for group in groups)
    in_title = "{title} : (" + " AND ".join(_fts5(group) for group in groups) + ")"
    return Match(
        "core_searchindex CROSS JOIN core_searchentry e ON e.id = core_searchindex.rowid",
        "core_searchindex MATCH %(in_title)s" if title_only else "core_searchindex MATCH %(words)s",
        "CASE WHEN core_searchindex.rowid IN"
        " (SELECT rowid FROM core_searchindex WHERE core_searchindex MATCH %(in_title)s) THEN 1 ELSE 0 END",
        "bm25(core_searchindex, 8.0, 1.0)",
        {"words": joined, "in_title": in_title},
    )


def _fts5(group: Group) -> str:
    """A group in the language of FTS5. Its words are letters and digits only, so quotes are all they need."""
    if group.is_phrase:
        return '"' + " ".join(group.words) + '"'
    alternatives = [f'"{word}"' for word in group.words]
    if group.is_prefix:
        alternatives[0] += " *"
    return "(" + " OR ".join(alternatives) + ")"


def _tsquery(group: Group, weight: str = "") -> str:
    """A group as PostgreSQL writes a tsquery; the same holds for its words."""
    suffix = f":{weight}" if weight else ""
    if group.is_phrase:
        return "(" + " <-> ".join(word + suffix for word in group.words) + ")"
    alternatives = [word + suffix for word in group.words]
    if group.is_prefix:
        alternatives[0] = f"{group.words[0]}:*{weight}"
    return "(" + " | ".join(alternatives) + ")"
