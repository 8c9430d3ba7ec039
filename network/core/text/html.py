"""A whole HTML document, or a piece of one, in the alphabet the reader asked for."""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

from network.core.text.cyrillic import to_cyrillic
from network.core.text.scripts import Script, to_latin

# Languages written in both alphabets. A passage in another one (lang="en", lang="mk") stays as it is, and so does one
# that names its alphabet (lang="sr-Cyrl"): it is about the letters themselves, like the links of the script switch.
BOTH_SCRIPTS = frozenset({"sr", "bs", "cnr", "sh"})

_NAME, _ATTRIBUTES = r"[a-zA-Z][\w:-]*", r"""(?:[^>"']++|"[^"]*"|'[^']*')*+"""
_PIECE = re.compile(rf"([^<]*)(<(/?)({_NAME}){_ATTRIBUTES}>)")  # some text, and the tag after it
_START = re.compile(rf"<({_NAME})(.*)>", re.DOTALL)
_RAW = frozenset({"script", "style", "textarea", "iframe", "noembed", "xmp"})
_CODE = frozenset({"code", "pre", "kbd", "samp", "var", "math"})
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

_INTERESTING = re.compile(
    r"\s(?:lang|translate|class|title|alt|placeholder|aria-|data-(?:label|message|confirm)|label|content|value)", re.I
)
_LANG = re.compile(r"""(\slang\s*=\s*["']?)([A-Za-z0-9-]+)""", re.IGNORECASE)
_KEPT = re.compile(r"""\stranslate\s*=\s*["']?no\b|\sclass\s*=\s*["'](?:[^"']*\s)?notranslit(?:\s[^"']*)?["']""", re.I)
_READABLE = r"""(\s(?:%s)\s*=\s*)("[^"]*"|'[^']*')"""
_TEXTS = re.compile(
    _READABLE % "title|alt|placeholder|label|data-label|data-message|data-confirm"
    "|aria-label|aria-description|aria-roledescription|aria-valuetext",
    re.IGNORECASE,
)
_CONTENT = re.compile(_READABLE % "content", re.IGNORECASE)
_VALUE = re.compile(_READABLE % "value", re.IGNORECASE)
_DESCRIPTION = re.compile(
    r"""\s(?:name|property)\s*=\s*["']?(?:[a-z]+:)?(?:title|description|keywords|site_name)\b""", re.I
)
_BUTTON = re.compile(r"""\stype\s*=\s*["']?(?:submit|button|reset)\b""", re.IGNORECASE)


SHORT = 200  # letters of a text or tag that is worth remembering


def convert(text: str, script: Script) -> str:
    """Plain text in the alphabet asked for."""
    return to_latin(text) if script == "Latn" else to_cyrillic(text)


def convert_html(html: str, script: Script, html_lang: str | None = None) -> str:
    """The document with its Serbian, Bosnian and Montenegrin passages in one alphabet.

    Changed are the text between tags, the attributes that people read (title, alt, placeholder, label, aria-label and
    its kin, data-label, data-message, data-confirm, the value of buttons, the content of descriptions) and, when
    `html_lang` is given, the lang of <html>. Everything else stays byte for byte: tags, comments, scripts, styles,
    code, what somebody typed into a form, and elements marked translate="no", class="notranslit" or with the lang of
    another language.
    """
    pieces: list[str] = []
    open_elements: list[tuple[str, bool]] = []
    converting = True
    place, end = 0, len(html)
    while place < end:
        match = _PIECE.match(html, place)
        if match is None:
            place = _irregular(html, place, pieces, script if converting else None)
            continue
        text, tag, slash, name = match.groups()
        place = match.end()
        if text:
            pieces.append(_text(text, script) if converting else text)
        if slash:
            pieces.append(tag)
            converting = _close(name.lower(), open_elements, converting)
            continue
        opened = (_opening_again if len(tag) <= SHORT else _opening)(tag, converting, script, html_lang)
        pieces.append(opened.tag)
        if opened.name in _RAW:
            finish = _end_of_raw(html, opened.name, place)
            pieces.append(html[place:finish])
            place = finish
        elif not opened.is_empty:
            open_elements.append((opened.name, converting))
            converting = opened.converts_inside
    return "".join(pieces)


def _irregular(html: str, place: int, pieces: list[str], script: Script | None) -> int:
    """Take what is no text with a tag after it: a declaration, a lone «<», the end. Gives the place to go on from."""
    start = html.find("<", place)
    text = html[place:start] if start >= 0 else html[place:]
    pieces.append(_text(text, script) if script else text)
    if start < 0:
        return len(html)
    if html[start + 1 : start + 2] in ("!", "?"):
        finish = _end_of_declaration(html, start)
    elif html[start + 1 : start + 2].isalpha():
        finish = len(html)  # a tag that never ends: browsers drop the rest, and so nothing is lost
    else:
        finish = start + 1
    pieces.append(html[start:finish])
    return finish


class _Opened(NamedTuple):
    """A start tag as it is to be sent, and what it means for what stands inside."""

    tag: str
    name: str
    converts_inside: bool
    is_empty: bool


def _opening(tag: str, converting: bool, script: Script, html_lang: str | None) -> _Opened:
    name, attributes = _START.match(tag).groups()  # type: ignore[union-attr]
    name = name.lower()
    inside = converting
    if attributes and name != "path" and _INTERESTING.search(attributes):  # outlines are long and say nothing
        if name == "html":
            tag = _LANG.sub(rf"\g<1>{html_lang}", tag, count=1) if html_lang else tag
        else:
            inside = _converts(attributes, converting)
        if inside:
            tag = _convert_attributes(name, tag, partial(convert, script=script))
    return _Opened(tag, name, inside and name not in _CODE, name in _VOID or attributes.endswith("/"))


# Pages consist of the same tags and the same short texts again and again.
_opening_again = lru_cache(maxsize=8192)(_opening)
_text_again = lru_cache(maxsize=8192)(convert)


def _text(text: str, script: Script) -> str:
    if text.isspace():
        return text
    return _text_again(text, script) if len(text) <= SHORT else convert(text, script)


def _converts(attributes: str, inherited: bool) -> bool:
    """Whether an element with these attributes is converted, given whether its parent is."""
    if _KEPT.search(attributes):
        return False
    lang = _LANG.search(attributes)
    return inherited if lang is None else lang.group(2).lower() in BOTH_SCRIPTS


def _close(name: str, open_elements: list[tuple[str, bool]], converting: bool) -> bool:
    """Leave the innermost open element of this name, and those inside it that were never closed."""
    if open_elements and open_elements[-1][0] == name:
        return open_elements.pop()[1]
    for depth in range(len(open_elements) - 1, max(-1, len(open_elements) - 100), -1):
        if open_elements[depth][0] == name:
            outside = open_elements[depth][1]
            del open_elements[depth:]
            return outside
    return converting


def _convert_attributes(name: str, tag: str, to_script: Callable[[str], str]) -> str:
    def converted(match: re.Match[str]) -> str:
        return match.group(1) + to_script(match.group(2))

    tag = _TEXTS.sub(converted, tag)
    if name == "meta" and _DESCRIPTION.search(tag):
        return _CONTENT.sub(converted, tag)
    if name == "input" and _BUTTON.search(tag):
        return _VALUE.sub(converted, tag)
    return tag


def _end_of_declaration(html: str, start: int) -> int:
    opening, ending = ("<!--", "-->") if html.startswith("<!--", start) else ("<", ">")
    if html.startswith("<![CDATA[", start):
        opening, ending = "<![CDATA[", "]]>"
    end = html.find(ending, start + len(opening))
    return len(html) if end < 0 else end + len(ending)


def _end_of_raw(html: str, name: str, place: int) -> int:
    """Where the text of a script, style or text area ends: at its closing tag, which may be missing."""
    match = re.compile(rf"</{name}[\s/>]", re.IGNORECASE).search(html, place)
    return match.start() if match else len(html)
