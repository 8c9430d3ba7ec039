"""Extracts of a text around the words that were found, marked in the alphabet the text is written in."""

from collections.abc import Sequence
from itertools import islice

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from network.core.search.fulltext import WORD
from network.core.search.query import Group
from network.core.text import fold_word, stemmer

WIDTH = 240
_WORDS_READ = 4_000  # of a long text; found words further back show its beginning instead
_HITS_READ = 60

Span = tuple[int, int, str]


def highlight(text: str, groups: Sequence[Group], language: str) -> SafeString:
    """The whole text, its found words marked."""
    return _marked(text, found(text, groups, language), 0, len(text))


def snippet(text: str, groups: Sequence[Group], language: str, width: int = WIDTH) -> SafeString:
    """The stretch of the text in which most of the searched words stand together; its beginning when none is found."""
    spans = found(text, groups, language)
    start, end = _densest(spans, width) if spans else (0, min(width, len(text)))
    room = max(0, width - (end - start)) // 2
    start, end = _at_words(text, max(0, start - room) if spans else 0, start, end, min(len(text), end + room))
    before, after = "… " if start > 0 else "", " …" if end < len(text) else ""
    return mark_safe(before + _marked(text, spans, start, end) + after)


def found(text: str, groups: Sequence[Group], language: str) -> list[Span]:
    """Where the words of the groups stand in the text, in any of their forms, with the stem of each."""
    stem = stemmer(language)
    wanted = {word for group in groups for word in group.words}
    prefixes = tuple(group.typed for group in groups if group.is_prefix)
    spans: list[Span] = []
    for match in islice(WORD.finditer(text), _WORDS_READ):
        for word in fold_word(match.group()).split():
            stemmed = stem(word)
            if word in wanted or stemmed in wanted or (prefixes and word.startswith(prefixes)):
                spans.append((match.start(), match.end(), stemmed))
                break
        if len(spans) >= _HITS_READ:
            break
    return spans


def _densest(spans: list[Span], width: int) -> tuple[int, int]:
    """From the first to the last found word of the window that holds the most different ones."""
    best, window = -1, (0, 0)
    last = 0
    for first, (start, _end, _stem) in enumerate(spans):
        last = max(last, first)
        while last + 1 < len(spans) and spans[last + 1][1] - start <= width:
            last += 1
        inside = spans[first : last + 1]
        score = 10 * len({stem for _start, _end, stem in inside}) + len(inside)
        if score > best:
            best, window = score, (start, spans[last][1])
    return window


def _at_words(text: str, low: int, start: int, end: int, high: int) -> tuple[int, int]:
    """The widest stretch between low and high around start and end that cuts no word."""
    if low > 0:
        low = text.find(" ", low, start) + 1 or start
    if high < len(text):
        cut = text.rfind(" ", end, high)
        high = cut if cut > end else max(end, high)
    return low, high


def _marked(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    pieces, place = [], start
    for first, last, _stem in spans:
        if first >= start and last <= end:
            pieces += [escape(text[place:first]), "<mark>", escape(text[first:last]), "</mark>"]
            place = last
    pieces.append(escape(text[place:end]))
    return mark_safe("".join(pieces))
