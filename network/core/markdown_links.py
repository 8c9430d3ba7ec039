"""Links in what people write, read in time that grows with the text and not with its square.

Markdown's own patterns look for the other half of every bracket up to the end of the paragraph, so that ten thousand
of them keep a process busy for minutes. These read a link in one pass and know nothing else that begins with "[".
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

READ_WITH_BRACKETS = (*("link", "image_link", "image_reference", "short_image_ref", "reference", "short_reference"),)
WEB_OR_MAIL = r"https?://|mailto:"
OR_THIS_SITE = rf"{WEB_OR_MAIL}|/(?!/)"
_PART = r"[^\s()<>\"']"


class LinkProcessor(InlineProcessor):
    """[Words](address), with an address that begins as `beginnings` (a pattern) says. A title is read and left out."""

    def __init__(self, beginnings: str, markdown: Markdown) -> None:
        address = rf"(?:{beginnings}){_PART}*(?:\({_PART}*\){_PART}*)?"
        super().__init__(rf"\[([^\[\]\n]{{1,300}})\]\(({address})(?:[ ]\"[^\"\n]{{0,200}}\")?\)", markdown)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:
        link = Element("a", {"href": m.group(2)})
        link.text = m.group(1)
        return link, m.start(0), m.end(0)


def read_links(markdown: Markdown, beginnings: str) -> None:
    """Have `markdown` read links, and only links, where it would read anything with brackets."""
    for name in READ_WITH_BRACKETS:
        markdown.inlinePatterns.deregister(name, strict=False)
    markdown.parser.blockprocessors.deregister("reference", strict=False)
    markdown.inlinePatterns.register(LinkProcessor(beginnings, markdown), "link", 160)
