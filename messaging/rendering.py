"""From what somebody typed to HTML that can never do anything: made once, when the message is stored.

SECURITY: raw HTML, images and headings are not Markdown here, so they show as typed; what Markdown makes is then
reduced to a handful of harmless elements. Two independent walls.
"""

import html
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.util import AtomicString

from network.core.markdown_links import WEB_OR_MAIL, read_links
from network.core.text import fold_words

TAGS = {"p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr", "del"}
UNWANTED_BLOCKS = ("hashheader", "setextheader", "indent")
UNWANTED_INLINE = ("html", "entity", "autolink", "automail")
EVERYONE = ("all", "svi", "svima", "сви", "свима", "сите", "svi", "të gjithë", "everyone")

_ADDRESS = r"(?<![\w/])(https?://[^\s<>\"'`]+[^\s<>\"'`.,;:!?)\]*_])"
_STRIKE = r"(~~)(.+?)~~"
_MARK = re.compile("[\ue000\ue001]")


@dataclass(frozen=True)
class Rendered:
    """The outcome: clean HTML, whom it calls by name, and the words that search looks in."""

    html: str
    mentioned: tuple[Any, ...]
    mentions_all: bool
    folded: str


class AddressProcessor(InlineProcessor):
    """A bare address becomes a link."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:
        link = Element("a", {"href": m.group(1)})
        link.text = AtomicString(m.group(1))
        return link, m.start(0), m.end(0)


def converter() -> Markdown:
    markdown = Markdown(extensions=["fenced_code", "sane_lists", "nl2br"], output_format="html")
    markdown.preprocessors.deregister("html_block")
    for name in UNWANTED_BLOCKS:
        markdown.parser.blockprocessors.deregister(name, strict=False)
    for name in UNWANTED_INLINE:
        markdown.inlinePatterns.deregister(name, strict=False)
    read_links(markdown, WEB_OR_MAIL)
    markdown.inlinePatterns.register(AddressProcessor(_ADDRESS, markdown), "address", 75)
    markdown.inlinePatterns.register(SimpleTagInlineProcessor(_STRIKE, "del"), "strike", 50)
    return markdown


def render(text: str, people: Sequence[Any] = (), organisations: Mapping[Any, Sequence[Any]] | None = None) -> Rendered:
    """Render `text`; `people` are those who can be called by name (`@Ana Primer`) in the room where it is said.

    `organisations` can be called too, which calls those of their people who are named with them.
    """
    text = _MARK.sub("", text)
    together = organisations or {}
    marked, called, calls_all = mark_mentions(text, [*together, *people])
    body = nh3.clean(
        to_html(marked),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )
    for place, (person, name) in enumerate(called):
        body = body.replace(f"\ue000{place}\ue001", mention_html(person, name, is_person=person not in together))
    persons = [one for who, _name in called if who is not None for one in together.get(who, [who])]
    mentioned = tuple({person.pk: person for person in persons}.values())
    return Rendered(body, mentioned, calls_all, fold_words(text))


_own = threading.local()


def to_html(text: str) -> str:
    """Markdown, or the bare text where somebody nested things so deeply that the parser gives up.

    Each thread keeps its converter: making one takes ten times as long as reading a message.
    """
    if not hasattr(_own, "converter"):
        _own.converter = converter()
    try:
        return _own.converter.reset().convert(text)
    except RecursionError:
        del _own.converter  # it stopped in the middle of something
        return f"<p>{html.escape(text)}</p>"


def mark_mentions(text: str, people: Sequence[Any]) -> tuple[str, list[tuple[Any, str]], bool]:
    """Put a mark where a person of the room, or all of it, is called: longest names first, letters' case aside."""
    if "@" not in text:
        return text, [], False
    names: dict[str, Any] = {word.lower(): None for word in EVERYONE}
    names |= {str(person).lower(): person for person in people}
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    called: list[tuple[Any, str]] = []

    def mark(match: re.Match[str]) -> str:
        called.append((names[match.group(1).lower()], match.group(1)))
        return f"\ue000{len(called) - 1}\ue001"

    marked = re.sub(rf"(?<![\w@])@({pattern})(?!\w)", mark, text, flags=re.IGNORECASE)
    return marked, called, any(person is None for person, _name in called)


def mention_html(who: Any, name: str, *, is_person: bool = True) -> str:
    mark = " data-everyone"
    if who is not None:
        mark = f' data-person="{who.uuid}"' if is_person else f' data-organisation="{who.slug}"'
    return f'<span class="mention"{mark}>@{html.escape(name)}</span>'
