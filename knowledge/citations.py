"""How to cite what the network publishes: in words, as CSL-JSON, BibTeX and RIS."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import formats

FORMATS = {
    "json": ("application/vnd.citationstyles.csl+json; charset=utf-8", "CSL-JSON"),
    "bib": ("application/x-bibtex; charset=utf-8", "BibTeX"),
    "ris": ("application/x-research-info-systems; charset=utf-8", "RIS"),
}
CSL_TYPES = {"article": "article", "report": "report", "standard": "standard"}
RIS_TYPES = {"article": "GEN", "report": "RPRT", "standard": "STAND"}
BIB_TYPES = {"article": "misc", "report": "techreport", "standard": "misc"}


@dataclass(frozen=True)
class Citation:
    """What a reader needs to find the same text again: whose, called what, when, which version, where."""

    key: str
    kind: str  # article | report | standard
    title: str
    authors: tuple[str, ...]
    collection: str
    published: datetime | None
    changed: datetime | None
    path: str
    language: str
    version: str

    @property
    def url(self) -> str:
        return settings.SITE_URL + self.path

    @property
    def author(self) -> str:
        """All of them, as a sentence names them."""
        return ", ".join(self.authors)

    @property
    def year(self) -> str:
        return str(self.published.year) if self.published else ""

    def __str__(self) -> str:
        version = f", {self.version}" if self.version else ""
        changed = formats.date_format(self.changed, "DATE_FORMAT") if self.changed else ""
        title = f"{self.title}{version}"
        stop = "" if title.endswith((".", "…", "?", "!")) else "."
        return f"{self.author} ({self.year}). {title}{stop} {self.collection}. {self.url} ({changed})."

    def render(self, form: str) -> str:
        """The citation in one of FORMATS; KeyError for any other."""
        return {"json": self.csl, "bib": self.bibtex, "ris": self.ris}[form]()

    def csl(self) -> str:
        data: dict[str, Any] = {
            "id": self.key,
            "type": CSL_TYPES[self.kind],
            "title": self.title,
            "author": [{"literal": name} for name in self.authors],
            "container-title": self.collection,
            "publisher": settings.ORGANISATION_NAME,
            "URL": self.url,
            "language": self.language,
        }
        if self.version:
            data["version"] = self.version
        if self.published:
            data["issued"] = {"date-parts": [[self.published.year, self.published.month, self.published.day]]}
        return json.dumps([data], ensure_ascii=False, indent=2) + "\n"

    def bibtex(self) -> str:
        fields = {
            "title": "{" + tex(self.title) + "}",
            "author": " and ".join("{" + tex(name) + "}" for name in self.authors),
            "year": self.year,
            "institution": tex(settings.ORGANISATION_NAME),
            "series": tex(self.collection),
            "version": tex(self.version),
            "url": self.url,
            "language": self.language,
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        return f"@{BIB_TYPES[self.kind]}{{{re.sub(r'[^a-zA-Z0-9-]', '', self.key)},\n{lines}\n}}\n"

    def ris(self) -> str:
        fields = [
            ("TY", RIS_TYPES[self.kind]),
            ("TI", self.title),
            *(("AU", name) for name in self.authors),
            ("T2", self.collection),
            ("PY", self.year),
            ("DA", self.published.strftime("%Y/%m/%d") if self.published else ""),
            ("ET", self.version),
            ("PB", settings.ORGANISATION_NAME),
            ("LA", self.language),
            ("UR", self.url),
        ]
        lines = [f"{tag}  - {one_line(value)}" for tag, value in fields if value]
        return "\r\n".join([*lines, "ER  - ", ""])


def one_line(text: str) -> str:
    return " ".join(text.split())


def tex(text: str) -> str:
    """`text` with TeX's own characters taken literally."""
    special = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    special |= {char: "\\" + char for char in "&%$#_"}
    return "".join(special.get(char, char) for char in one_line(text))
