"""One ASCII key for every way of typing a word: either alphabet, with or without diacritics, any case."""

import re
import unicodedata
from functools import lru_cache

from network.core.text.letters import SERBIAN
from network.core.text.scripts import fix_mixed

_LETTERS = str.maketrans(
    {
        **SERBIAN,
        **{"ђ": "dj", "ж": "z", "ћ": "c", "ч": "c", "џ": "dz", "ш": "s"},
        **{"ѓ": "dj", "ќ": "c", "ѕ": "dz", "ѐ": "e", "ѝ": "i"},
        # Cyrillic of other languages, in names and in typing errors
        **{"й": "j", "ы": "i", "э": "e", "ё": "e", "ю": "ju", "я": "ja", "щ": "sc", "ъ": "", "ь": ""},
        **{"і": "i", "ї": "i", "є": "e", "ґ": "g", "ў": "u"},
        # Latin letters that no decomposition takes apart
        **{"đ": "dj", "ð": "dj", "ɖ": "dj", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ı": "i"},
        **{"ǵ": "dj", "ḱ": "c"},
        # quotes inside words, and characters that are not there to be seen
        **dict.fromkeys("’‘ʼ´", "'"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\ufeff\u2060", ""),
    }
)
# The official Latin of Macedonian ѓ and ќ, brought together with Serbian đ and ć: Gjorgji = Ђорђи.
_DIGRAPH = re.compile(r"gj|kj")
_DIGRAPHS = {"gj": "dj", "kj": "c"}
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """The text as one key per spelling: «Ђорђе», «Đorđe» and «djordje» are all djordje. Keeps punctuation.

    Folding twice changes nothing more.
    """
    if text.isascii():
        return _fold_digraphs(text.lower())
    text = fix_mixed(unicodedata.normalize("NFC", text)).lower().translate(_LETTERS)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = text.lower().translate(_LETTERS)
    return _fold_digraphs(text)


def _fold_digraphs(text: str) -> str:
    return _DIGRAPH.sub(lambda match: _DIGRAPHS[match.group()], text) if "j" in text else text


def fold_words(text: str) -> str:
    """fold() with single spaces between words and no punctuation: what goes into an index."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """fold_words() of one word, remembered: texts say the same words again and again."""
    return fold_words(word)


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    return fold(letter)


def fold_map(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the text (in NFC) that it came from."""
    folded: list[str] = []
    origins: list[int] = []
    for place, letter in enumerate(fix_mixed(unicodedata.normalize("NFC", text))):
        for part in _fold_letter(letter):
            if part == "j" and folded and folded[-1] in "gk":
                if folded[-1] == "k":
                    folded[-1] = "c"
                    continue
                folded[-1] = "d"
            folded.append(part)
            origins.append(place)
    return "".join(folded), origins
