"""Which language a message is in, as far as can be told: it decides how it is read aloud and in which script shown."""

import re

from network.core.languages import content_language
from network.core.text import script_of

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = {
    "mk": frozenset("ѓќѕ"),
    "sr": frozenset("ђћ"),
    "sq": frozenset("ëç"),
}
_SHARED_LATIN = frozenset("čćđšž")
_WORDS = {
    "en": frozenset(
        "the of and to in for is are was we you it this that with on at be have will not i can please thanks".split()
    ),
    "sq": frozenset("dhe në për të një është me nga që nuk jam jemi ju faleminderit por si më do ka kemi".split()),
    "mk": frozenset("и на во со за се да не е сум сме што од како ќе ги го ја има ви ни благодарам".split()),
    "sr": frozenset(
        "i u na za se je da su sa o od do li mi vi smo ste ne ali ako kako što šta hvala imamo može bi biti će iz po "
        "и у на за се је да су са о од до ли ми ви смо сте не али ако како што шта хвала може би бити ће из по".split()
    ),
}
_SOUTH_SLAVIC = frozenset({"sr", "bs", "cnr"})


def guess_language(text: str, author_language: str) -> str:
    """A content language for `text`. Where the signs are weak, the author's own language decides."""
    own = content_language(author_language)
    lower = text.lower()
    letters = set(lower)
    for language, telling in _LETTERS.items():
        if letters & telling:
            return own if language == "sr" and own in _SOUTH_SLAVIC else language
    words = _WORD.findall(lower)
    scores = {language: sum(word in common for word in words) for language, common in _WORDS.items()}
    if letters & _SHARED_LATIN:
        scores["sr"] += 2
    mine = "sr" if own in _SOUTH_SLAVIC else own
    best = max(scores, key=lambda language: (scores[language], language == mine))
    if scores[best] == 0:
        best = mine if fits(mine, text) else ("sr" if script_of(text) == "Cyrl" else "en")
    return own if best == "sr" and own in _SOUTH_SLAVIC else best


def fits(language: str, text: str) -> bool:
    """Whether `text` can be in `language` by its alphabet."""
    script = script_of(text)
    if script is None or language in _SOUTH_SLAVIC:
        return True
    return script == ("Cyrl" if language == "mk" else "Latn")
