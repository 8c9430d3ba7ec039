"""Which alphabet a text is written in, words that mix two, and Cyrillic to Latin."""

import re
import unicodedata
from typing import Literal

from network.core.text.letters import (
    CYRILLIC,
    CYRILLIC_LOOKS_LATIN,
    KNOWN_CYRILLIC,
    LATIN,
    LATIN_LOOKS_CYRILLIC,
    MACEDONIAN,
    SERBIAN,
    WORD,
    capitalised,
)

Script = Literal["Cyrl", "Latn"]


def script_of(text: str) -> Script | None:
    """The alphabet most letters of the text belong to; None when it has no letters of either."""
    cyrillic, latin = len(CYRILLIC.findall(text)), len(LATIN.findall(text))
    if not cyrillic and not latin:
        return None
    return "Cyrl" if cyrillic > latin else "Latn"


def fix_mixed(text: str) -> str:
    """Give words that mix look-alike letters of two alphabets back to one: «upravlјanje» with a Cyrillic ј.

    Keeps the length, and leaves alone words in which both alphabets are unmistakable.
    """
    if not (CYRILLIC.search(text) and LATIN.search(text)):
        return text
    return WORD.sub(lambda match: fix_mixed_word(match.group()), text)


def fix_mixed_word(word: str) -> str:
    """fix_mixed() for one word."""
    cyrillic = [letter for letter in word if "\u0400" <= letter <= "\u052f"]
    if not cyrillic or len(cyrillic) == len(word):
        return word
    if not all(letter.lower() in KNOWN_CYRILLIC for letter in cyrillic):
        return word
    latin = [letter for letter in word if not "\u0400" <= letter <= "\u052f"]
    surely_cyrillic = any(letter not in CYRILLIC_LOOKS_LATIN for letter in cyrillic)
    surely_latin = any(letter not in LATIN_LOOKS_CYRILLIC for letter in latin)
    if surely_cyrillic and surely_latin:
        return word
    becomes_cyrillic = surely_cyrillic or (not surely_latin and len(cyrillic) > len(latin))
    table = LATIN_LOOKS_CYRILLIC if becomes_cyrillic else CYRILLIC_LOOKS_LATIN
    return "".join(table.get(letter, letter) for letter in word)


_TO_LATIN = capitalised({**SERBIAN, **MACEDONIAN})
_CAPITAL_DIGRAPH = re.compile(r"[ЉЊЏЅ]")


def to_latin(text: str) -> str:
    """Cyrillic to Latin without loss; what is Latin already passes through.

    Љ becomes LJ among capitals (ЉУДИ → LJUDI) and Lj otherwise (Љубав → Ljubav).
    """
    if text.isascii():
        return text
    text = fix_mixed(unicodedata.normalize("NFC", text))
    if not CYRILLIC.search(text):
        return text
    if _CAPITAL_DIGRAPH.search(text):
        text = _CAPITAL_DIGRAPH.sub(_capital_digraph, text)
    text = text.translate(_TO_LATIN)
    return unicodedata.normalize("NFC", text) if "\u0301" in text else text


def _capital_digraph(match: re.Match[str]) -> str:
    text, start = match.string, match.start()
    following, preceding = text[start + 1 : start + 2], text[start - 1 : start] if start else ""
    neighbour = following if following.isalpha() else preceding
    pair = _TO_LATIN[ord(match.group())]
    return pair.upper() if neighbour.isalpha() and neighbour.isupper() else pair
