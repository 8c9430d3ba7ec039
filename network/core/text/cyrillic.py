"""Serbian Latin to Cyrillic: the direction in which the letters alone do not tell."""

import re
import unicodedata
from functools import lru_cache

from network.core.text.foreign import NAMES, is_english, is_foreign
from network.core.text.letters import CYRILLIC, LATIN, LIGATURES, SERBIAN, capitalised
from network.core.text.scripts import fix_mixed_word

_LETTERS = capitalised({latin: letter for letter, latin in SERBIAN.items() if len(latin) == 1})
_LETTERS |= {ord("ð"): "ђ", ord("Ð"): "Ђ"}
_LETTERS |= {ord("ś"): "с\u0301", ord("Ś"): "С\u0301", ord("ź"): "з\u0301", ord("Ź"): "З\u0301"}
_DIGRAPHS = {latin: letter for letter, latin in SERBIAN.items() if len(latin) == 2}
_DIGRAPH = re.compile("|".join(_DIGRAPHS), re.IGNORECASE)

# Beginnings of words in which the two letters of a digraph stay two: in-jekcija, nad-živeti.
_PREFIX = r"^(?:ne|pre|po|ni|naj|re|de|ko|dis|sub|foto|elektro|mikro|auto|bio)?(?:%s)"
_APART = {
    "nj": re.compile(
        _PREFIX
        % "|".join(
            """injekc injekt injicir injurij injunk injaric konjug konjunk konjunt konjektur tanjug vanjezi vanjedar
            vanjegz anjon kenjon šenjang""".split()
        )
    ),
    "dž": re.compile(
        _PREFIX
        % "|".join(
            """nadživ nadžnj nadžanj nadžet nadžel nadždr nadžup nadžbuk nadžand odžal odžar odživ odžva odžubor odžet
            odžnj odžm podžan podže podži podžu podžnj podžbun predživ predže predžup feldžandar""".split()
        )
    ),
}

_ROMAN = re.compile(r"^(?=[IVXLCDM]{2,}$|[VX]$)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$")
_SERBIAN_THOUGH_ROMAN = frozenset("MI DI DIM LI CD CV DC MD".split())

# The alternatives that are not a plain word come first and stay as they are. Each begins with a look-behind where
# a match could otherwise start at every letter of a long run: that would take time by the square of its length.
_TOKEN = re.compile(
    rf"""\b(?:{"|".join(map(re.escape, NAMES))})\b
      |\b(?:https?|ftp)://[^\s<>"„“”»]+|\bwww\.[^\s<>"„“”»]+|\b(?:mailto|tel):\S+
      |(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+
      |(?<![\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*
        \.(?:com|org|net|eu|rs|me|ba|mk|al|info|int|gov|edu|io|hr|srb)\b(?:/\S*)?
      |(?<![\w-])[\w-]+\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|svg|zip|mp[34]|csv|txt|html?)\b
      |(?<!\w)[@\#][\w.]+
      |(?<![\w-])[A-Z]{{2,5}}(?:-[A-Z]+)*-\d+(?:-[A-Z0-9]+)*\b
      |\{{\{{[^{{}}]*\}}\}}|%\(\w+\)[sd]|%[sd]\b|&(?:[a-zA-Z]\w*|\#\w+);
      |(?<=\d)\s?(?:km²?|m²|cm|mm|kg|kWh?|MW|GB|MB|kB|Hz|MHz|GHz|°C)\b
      |(?P<word>[^\W\d_]+(?:[-\u2011'][^\W\d_]+)*)""",
    re.VERBOSE,
)


def to_cyrillic(text: str) -> str:
    """Serbian Latin to Cyrillic; what is Cyrillic already passes through.

    Leaves addresses, file names, codes (RS-2026-07), units, Roman numerals, placeholders, HTML entities, evidently
    foreign words and texts that are evidently English as a whole. Does not guess that dj was typed for đ: the word may
    be odjednom.
    """
    if not LATIN.search(text) or (is_english(text) and not CYRILLIC.search(text)):
        return text
    text = unicodedata.normalize("NFC", text).translate(LIGATURES)
    return _TOKEN.sub(_convert_token, text)


def _convert_token(match: re.Match[str]) -> str:
    return _convert_word(match.group()) if match.lastgroup else match.group()


@lru_cache(maxsize=65536)
def _convert_word(word: str) -> str:
    if CYRILLIC.search(word):
        word = fix_mixed_word(word)
        if CYRILLIC.search(word):
            return word
    if "-" in word or "\u2011" in word:
        return _convert_compound(word)
    if is_foreign(word) or (_ROMAN.match(word) and word not in _SERBIAN_THOUGH_ROMAN):
        return word
    lower = word.lower()
    for digraph, apart in _APART.items():
        if digraph in lower and apart.search(lower):
            seam = lower.index(digraph) + 1
            return _convert_letters(word[:seam]) + _convert_letters(word[seam:])
    return _convert_letters(word)


def _convert_compound(word: str) -> str:
    """Words joined by hyphens: one foreign part keeps all as they are, but for a Serbian ending (Facebook-om)."""
    parts = re.split("([-\u2011])", word)
    if not any(is_foreign(part) for part in parts[::2]):
        return "".join(part if part in "-\u2011" else _convert_word(part) for part in parts)
    stem, *middle, ending = parts
    if len(middle) == 1 and len(ending) <= 4 and ending.islower() and not is_foreign(ending):
        return stem + middle[0] + _convert_letters(ending)
    return word


def _convert_letters(word: str) -> str:
    return _DIGRAPH.sub(_convert_digraph, word).translate(_LETTERS)


def _convert_digraph(match: re.Match[str]) -> str:
    letter = _DIGRAPHS[match.group().lower()]
    return letter.upper() if match.group()[0].isupper() else letter
