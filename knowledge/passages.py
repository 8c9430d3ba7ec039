"""Markdown as passages that a page of paper is set from: the same cleaned text as on the site, as data."""

from html.parser import HTMLParser
from typing import Any

from knowledge.prose import prose

HEADINGS = {"h2", "h3", "h4"}
MARKS = {"strong": "bold", "em": "italic", "code": "code", "sup": "raised"}


DEEPEST = 5


def passages(text: str, *, under: int = 2) -> list[dict[str, Any]]:
    """Paragraphs, headings, list items, quotations and tables in order, each with its runs of equal lettering.

    Headings go down one step at a time from the level `under` which the text stands: paper that skips one is refused.
    """
    reader = PassageReader()
    reader.feed(str(prose(text or "")))
    reader.close()
    found = [passage for passage in reader.passages if passage["runs"] or passage["rows"]]
    last = under
    for passage in found:
        if passage["kind"] == "heading":
            last = passage["level"] = max(under + 1, min(passage["level"] + under - 1, last + 1, DEEPEST))
    return found


class PassageReader(HTMLParser):
    """Reads what `prose` writes. Lists within lists become one list, whose items say how deep they lie."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[dict[str, Any]] = []
        self.lists: list[dict[str, Any]] = []
        self.marks: list[str] = []
        self.links: list[str] = []
        self.quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HEADINGS:
            self.begin("heading", level=int(tag[1]))
        elif tag == "p":
            if not (self.lists and self.passages and self.passages[-1]["kind"] == "item" and not self.runs):
                self.begin("quote" if self.quotes else "paragraph")
        elif tag in ("ul", "ol"):
            self.lists.append({"ordered": tag == "ol", "number": 0})
        elif tag == "li" and self.lists:
            self.lists[-1]["number"] += 1
            number = self.lists[-1]["number"] if self.lists[-1]["ordered"] else 0
            self.begin("item", level=len(self.lists), number=number)
        elif tag == "blockquote":
            self.quotes += 1
        elif tag == "table":
            self.begin("table")
        elif tag == "tr" and self.passages:
            self.passages[-1]["rows"].append([])
        elif tag in ("td", "th") and self.passages and self.passages[-1]["rows"]:
            self.passages[-1]["rows"][-1].append("")
        elif tag == "br":
            self.handle_data("\n")
        elif tag in MARKS:
            self.marks.append(MARKS[tag])
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "blockquote":
            self.quotes -= 1
        elif tag in MARKS and self.marks:
            self.marks.pop()
        elif tag == "a" and self.links:
            self.links.pop()

    def handle_data(self, data: str) -> None:
        if not self.passages:
            if not data.strip():
                return
            self.begin("paragraph")
        last = self.passages[-1]
        if last["kind"] == "table":
            if last["rows"] and last["rows"][-1]:
                last["rows"][-1][-1] += data.strip("\n")
        elif data.strip() or (last["runs"] and data == " "):
            self.runs.append({"text": data, "url": self.links[-1] if self.links else "", **self.lettering()})

    @property
    def runs(self) -> list[dict[str, Any]]:
        return self.passages[-1]["runs"]

    def lettering(self) -> dict[str, bool]:
        return {name: name in self.marks for name in MARKS.values()}

    def begin(self, kind: str, level: int = 0, number: int = 0) -> None:
        self.passages.append({"kind": kind, "level": level, "number": number, "runs": [], "rows": []})
