"""What an index keeps of a text: its folded words, and their stems in the language of the text.

Stems are for finding, not for reading. Serbian, Bosnian and Montenegrin share one stemmer that brings ekavian and
ijekavian together (mesto = mjesto).
"""

import re
from collections.abc import Callable
from functools import lru_cache

import snowballstemmer

from network.core.text.folding import fold, fold_words

# Said in every text of their language, so they tell nothing about it.
STOP_WORDS = frozenset(
    """
    i u na za se je da su sa o od do iz po pri kao koji koja koje kako bi te ili a ne s k li vo so
    the of and to in for on with as is are an by or
    e per me dhe nje
    """.split()
)

_snowball_serbian = snowballstemmer.stemmer("serbian")
_snowball_english = snowballstemmer.stemmer("english")

# Pairs of the two standards that the stemmer does not bring together; the ekavian form stands for both.
_EKAVIAN = {
    **{"gdje": "gde", "ovdje": "ovde", "ondje": "onde", "negdje": "negde", "nigdje": "nigde", "svugdje": "svugde"},
    **{"prije": "pre", "poslije": "posle", "dio": "deo", "cio": "ceo", "htio": "hteo", "vidio": "video"},
    **{"zelio": "zeleo", "volio": "voleo", "zivio": "ziveo"},
    **{"ljudi": "ljud", "djeteta": "dete", "deteta": "dete"},
}
_INSTRUMENTAL = re.compile(r"(lj|nj)em$")
# Endings that Snowball leaves apart: the inserted a of the genitive plural (žrtava: žrtva), -ici for -ik.
_REPAIRS = (
    (re.compile(r"stav$"), "stv"),
    (re.compile(r"rtav$"), "rtv"),
    (re.compile(r"malj$"), "mlj"),
    (re.compile(r"(?<=[aeiou])jak$"), "jk"),
    (re.compile(r"(?<=[aeiou]v)ak$"), "k"),
    (re.compile(r"isam$"), "ism"),
    (re.compile(r"(?<=[st])tar$"), "tr"),
    (re.compile(r"(?<=[ai])lac$"), "oc"),  # tražilac: tražioci
    (re.compile(r"ic$"), "ik"),
)
_MACEDONIAN_ENDING = re.compile(
    r"(?:ovcite|ovite|evite|stvata|cite|ite|ata|ota|eto|oto|iot|jot|ovi|evi|ot|ta|to|te|ov|on|na|i|a|o|e)$"
)
_ALBANIAN_ENDING = re.compile(
    r"(?:uesve|uesish|uesit|uesin|ueset|uese|uesi|ues|eshme|imet|imit|imeve|eve|ave|ive|uve|esve|ses|sit|ve|et|it|ut|in"
    r"|un|en|at|te|ne|es|t|i|u|a|e)$"
)


@lru_cache(maxsize=200_000)
def stem_serbian(word: str) -> str:
    """The stem of a folded Serbian, Bosnian or Montenegrin word."""
    word = _EKAVIAN.get(word, word)
    if len(word) <= 3:
        return word
    stem = fold(_snowball_serbian.stemWord(_INSTRUMENTAL.sub(r"\1e", word)))
    if len(stem) > 4:
        for ending, repaired in _REPAIRS:
            if ending.search(stem):
                return ending.sub(repaired, stem)
    return stem


@lru_cache(maxsize=50_000)
def stem_english(word: str) -> str:
    """The stem of a folded English word."""
    return fold_words(_snowball_english.stemWord(word)) if len(word) > 3 else word


@lru_cache(maxsize=50_000)
def stem_macedonian(word: str) -> str:
    """A folded Macedonian word without article and plural."""
    stem = _MACEDONIAN_ENDING.sub("", word, count=1)
    return stem if len(stem) >= 3 and len(word) > 4 else word


@lru_cache(maxsize=50_000)
def stem_albanian(word: str) -> str:
    """A folded Albanian word without article, case and plural."""
    stem = _ALBANIAN_ENDING.sub("", word, count=1)
    return stem if len(stem) >= 4 else word


_STEMMERS: dict[str, Callable[[str], str]] = {
    "sr": stem_serbian,
    "bs": stem_serbian,
    "cnr": stem_serbian,
    "en": stem_english,
    "mk": stem_macedonian,
    "sq": stem_albanian,
}


def stemmer(lang: str) -> Callable[[str], str]:
    """The stemmer of a language; of an unknown one, the Serbian."""
    return _STEMMERS.get(lang.split("-")[0], stem_serbian)


def words_and_stems(text: str, lang: str) -> tuple[list[str], list[str]]:
    """The folded words of a text in order, and the stems that differ from their words."""
    words = fold_words(text).split()
    stem = stemmer(lang)
    return words, [stemmed for word in words if (stemmed := stem(word)) and stemmed != word]


def index_text(text: str, lang: str) -> str:
    """Folded words, then stems: an index of this finds exact words, inflected ones, and phrases."""
    words, stems = words_and_stems(text, lang)
    return " ".join(words + stems)


def variants(word: str) -> list[str]:
    """The index words that a folded word of a query may match: itself, then its stem in every language."""
    stems = (stem(word) for stem in dict.fromkeys(_STEMMERS.values()))
    return list(dict.fromkeys([word, *filter(None, stems)]))
