"""Markdown as members write it, shown safely.

SECURITY: whatever was typed passes nh3 after Markdown: no script, no style, no foreign images, no event handlers.
"""

import re
from functools import lru_cache

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown

from network.core.markdown_links import OR_THIS_SITE, read_links

TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "code", "br", "hr", "sup",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "th": {"scope"}}
DEEPEST_QUOTE = 8  # Markdown recurses once per level of quotation or list


@lru_cache(maxsize=2048)
def prose(text: str) -> SafeString:
    """HTML of a Markdown text; pure, so what was rendered once is kept."""
    if not text.strip():
        return mark_safe("")
    writer = Markdown(extensions=["tables", "sane_lists", "toc"], extension_configs={"toc": {"baselevel": 2}})
    read_links(writer, OR_THIS_SITE)
    html = writer.convert(flattened(text))
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="noopener nofollow"
    )
    return mark_safe(clean)


def flattened(text: str) -> str:
    """`text` with quotation marks and indents cut where they nest deeper than any person would."""
    lines = (re.sub(rf"^(?:\s*>){{{DEEPEST_QUOTE},}}", "> ", line) for line in text.splitlines())
    return "\n".join(re.sub(r"^[ \t]{24,}", " " * 24, line) for line in lines)


def plain(text: str) -> str:
    """The words alone: for search, feeds and descriptions."""
    return re.sub(r"\s+", " ", strip_tags(prose(text))).strip()


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, as written."""
    return [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]


def step_list(text: str) -> list[tuple[str, SafeString]]:
    """Steps as a page shows them: the name, if any, and the text."""
    return [(name, prose(words)) for name, words in named_steps(text)]


def named_steps(text: str) -> list[tuple[str, str]]:
    """Steps as a study tells them: one per paragraph, its first line the name when more follow."""
    steps = []
    for paragraph in paragraphs(text):
        first, newline, rest = paragraph.partition("\n")
        name = re.sub(r"^(?:\d+[.)]|[-*#]+)\s*", "", first).strip(" *")
        steps.append((name, rest) if newline else ("", re.sub(r"^(?:\d+[.)]|[-*])\s+", "", paragraph)))
    return steps
