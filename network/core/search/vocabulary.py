"""The words the index knows, and the nearest of them to a word it does not know."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection, transaction
from rapidfuzz.distance import DamerauLevenshtein

from network.core.search.fulltext import Document
from network.core.search.models import SearchTerm, SearchTermKey
from network.core.search.query import Group
from network.core.text import variants

LONGEST = 40
SHORTEST = 3
CHUNK = 500
CANDIDATES = 3


@dataclass
class Count:
    """How many entries use each term, who may see the widest of them, and one way to spell it."""

    uses: dict[str, int] = field(default_factory=dict)
    audience: dict[str, int] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    def add(self, document: Document) -> None:
        audience = document.entry.audience
        terms: dict[str, str] = {}
        for words in (document.title, document.body):
            for (word, stem), (_word, spelling) in zip(document.stemmed(words), words, strict=True):
                terms.setdefault(word, spelling)
                if stem:
                    terms.setdefault(stem, spelling)
        for term, spelling in terms.items():
            if SHORTEST <= len(term) <= LONGEST and not term.isdigit():
                self.uses[term] = self.uses.get(term, 0) + 1
                self.audience[term] = min(self.audience.get(term, audience), audience)
                self.shown.setdefault(term, spelling.lower()[:60])


def learn(count: Count) -> None:
    """Add the terms that are new, and let those that more people may see now be known to them."""
    terms = sorted(count.uses)
    known: dict[str, int] = {}
    for chunk in chunks(terms):
        known.update(SearchTerm.objects.filter(word__in=chunk).values_list("word", "audience"))
    insert([term for term in terms if term not in known], count)
    for audience in (0, 1):
        wider = [term for term, before in known.items() if count.audience[term] == audience < before]
        for chunk in chunks(wider):
            SearchTerm.objects.filter(word__in=chunk).update(audience=audience)


@transaction.atomic
def replace(count: Count) -> None:
    """Make exactly these terms the vocabulary: those of entries that are gone are forgotten."""
    with connection.cursor() as cursor:
        for model in (SearchTermKey, SearchTerm):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608  (our own table name)
    insert(sorted(count.uses), count)


def insert(terms: list[str], count: Count) -> None:
    for chunk in chunks(terms):
        SearchTerm.objects.bulk_create(
            (
                SearchTerm(word=term, shown=count.shown[term], uses=count.uses[term], audience=count.audience[term])
                for term in chunk
            ),
            ignore_conflicts=True,  # somebody else may learn the same word at the same time
        )
        rows = SearchTerm.objects.filter(word__in=chunk, keys=None)
        SearchTermKey.objects.bulk_create(SearchTermKey(key=key, term=term) for term in rows for key in keys(term.word))


def keys(word: str) -> set[str]:
    """The word, and the word with any one letter left out."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def chunks(terms: list[str]) -> Iterable[list[str]]:
    return (terms[start : start + CHUNK] for start in range(0, len(terms), CHUNK))


@dataclass(frozen=True)
class Correction:
    """A word of a query that nobody has written, and what is searched for instead."""

    typed: str
    shown: str


def correct(groups: tuple[Group, ...], audience: int) -> tuple[tuple[Group, ...], dict[str, Correction]]:
    """The groups with unknown words replaced by their nearest terms, and the corrections by the word typed.

    Two queries at most. Words in quotes, short ones and numbers stay, and so do words that nothing comes near.
    """
    words = {word for group in groups if not group.is_phrase for word in group.words}
    known = set(SearchTerm.objects.filter(word__in=words, audience__lte=audience).values_list("word", flat=True))
    unknown = [group for group in groups if is_correctable(group) and known.isdisjoint(group.words)]
    if not unknown:
        return groups, {}
    wanted = {key for group in unknown for word in group.words for key in keys(word)}
    candidates = list(
        SearchTerm.objects.filter(keys__key__in=wanted, audience__lte=audience)
        .values_list("word", "shown", "uses")
        .distinct()
    )
    corrected, corrections = [], {}
    for group in groups:
        nearest = nearest_terms(group, candidates) if group in unknown else []
        if nearest:
            corrections[group.typed] = Correction(group.typed, nearest[0][1])
            group = Group(tuple(dict.fromkeys(v for word, _shown in nearest for v in variants(word))))
        corrected.append(group)
    return tuple(corrected), corrections


def is_correctable(group: Group) -> bool:
    return not group.is_phrase and 4 <= len(group.typed) <= LONGEST and not group.typed.isdigit()


def nearest_terms(group: Group, candidates: list[tuple[str, str, int]]) -> list[tuple[str, str]]:
    """The terms closest to a word or one of its stems: one slip in a short word, two in a long one.

    Of equally close ones those with the same first letter come first, then those used most.
    """
    scored = []
    for term, shown, uses in candidates:
        distance = min(slips(word, term, is_stem=place > 0) for place, word in enumerate(group.words))
        if distance < 9:
            scored.append((distance, term[0] != group.typed[0], -uses, term, shown))
    scored.sort()
    return [(term, shown) for distance, _first, _uses, term, shown in scored if distance == scored[0][0]][:CANDIDATES]


def slips(typed: str, term: str, *, is_stem: bool) -> float:
    """How many slips lie between two words; 9 when too many. Of stems half a slip more."""
    allowed = 0 if len(typed) < 4 else 1 if len(typed) < 7 else 2
    distance = DamerauLevenshtein.distance(typed, term, score_cutoff=allowed)
    return distance + 0.5 * is_stem if distance <= allowed else 9
