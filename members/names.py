"""What is left of an organisation's name when everything is taken away that does not tell it from another."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from network.core.text import fold, fold_words

# Legal forms and their abbreviations in the region's languages, folded.
LEGAL_FORMS = frozenset(
    """
    udruzenje udruzenja udruga udruge gradjana gradjani gradjansko nvo ngo nevladina neprofitna organizacija
    organizacije zdruzenie zdruzenje gradjani fondacija fondacije fondacija zaduzbina savez asocijacija
    shoqata shoqate shoqates ojq ojf organizata organizate jofitimprurese qytetare fondacioni fondacion
    association foundation organisation organization nonprofit citizens citizen cso the of na za i u
    """.split()
)
SIMILAR = 88  # of 100: found with the pairs in tests/members/test_names.py; lower warns at every "Centre for …"

_NOT_KEY = re.compile(r"[^0-9a-z]+")


def bare_name(name: str, towns: Iterable[str] = ()) -> str:
    """The folded name without legal form and town: «Удружење грађана „Атина“ Београд» and "Atina" are both atina.

    A name that consists of nothing else is kept whole.
    """
    words = fold_words(name).split()
    noise = LEGAL_FORMS.union(*(fold_words(town).split() for town in towns))
    return " ".join(word for word in words if word not in noise) or " ".join(words)


def similarity(one: str, other: str) -> float:
    """How alike two bare names are, 0 to 100, whatever the order of their words."""
    return fuzz.token_sort_ratio(one, other)


def sorted_words(name: str) -> str:
    """What `similarity` compares."""
    return " ".join(sorted(name.split()))


def most_similar(name: str, among: Sequence[str]) -> int | None:
    """The place of the bare name that is most like `name`, if one is SIMILAR. `among` are given as `sorted_words`."""
    found = process.extractOne(sorted_words(name), among, scorer=fuzz.ratio, processor=None, score_cutoff=SIMILAR)
    return found[2] if found else None


def register_key(number: str) -> str:
    """A register number as it is compared: no spaces, dashes or case, either script."""
    return _NOT_KEY.sub("", fold(number))[:60]
