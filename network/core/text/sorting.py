"""Alphabetical order of the region's languages, the same in every database."""

import re
import unicodedata
from functools import lru_cache

from network.core.text.letters import LIGATURES
from network.core.text.scripts import to_latin

_ALPHABETS = {
    "sr": "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž",
    "cnr": "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š ś t u v w x y z ž ź",
    "mk": "а б в г д ѓ е ж з ѕ и ј к л љ м н њ о п р с т ќ у ф х ц ч џ ш",
    "sq": "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v w x xh y z zh",
    "en": "a b c d e f g h i j k l m n o p q r s t u v w x y z",
}


def sort_key(text: str, lang: str = "sr") -> str:
    """A string to store in a column: sorted byte by byte, it gives the alphabetical order of the language.

    Serbian, Bosnian, Montenegrin, Albanian and English lists interleave both alphabets (Љ stands with Lj); Macedonian
    ones keep the Cyrillic order. Spaces come before digits, digits before letters; other signs do not count.
    """
    alphabet = lang.split("-")[0]
    if alphabet not in _ALPHABETS:
        alphabet = "sr"
    text = unicodedata.normalize("NFC", text.strip()).lower().translate(LIGATURES)
    if alphabet != "mk":
        text = to_latin(text)
    ranks, letters = _collation(alphabet)
    return "".join(_weight(letter, ranks) for letter in letters.findall(text))


@lru_cache
def _collation(alphabet: str) -> tuple[dict[str, int], re.Pattern[str]]:
    letters = _ALPHABETS[alphabet].split()
    longest_first = sorted(letters, key=len, reverse=True)
    return {letter: rank for rank, letter in enumerate(letters)}, re.compile("|".join(longest_first) + "|.", re.DOTALL)


def _weight(letter: str, ranks: dict[str, int]) -> str:
    if letter in ranks:
        return f"2{ranks[letter]:02d}"
    if letter.isspace():
        return "0 "
    base = unicodedata.normalize("NFD", letter)[0]
    if base in ranks:
        return f"2{ranks[base]:02d}"
    if letter.isdecimal():
        return f"1{unicodedata.decimal(letter)}"
    # Letters of other alphabets stand behind, in the order of their code points.
    return f"3{ord(base):06x}" if letter.isalpha() else ""
