"""How far a thing is translated: per language what there is, and whether it still says what the original says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.choices import WRITTEN_IN


class Status(models.TextChoices):
    ORIGINAL = "original", _("Original")
    REVIEWED = "reviewed", _("Translated and reviewed")
    MACHINE = "machine", _("Translated by machine")
    OUTDATED = "outdated", _("Translation of an older version")
    MISSING = "missing", _("Not translated yet")


TONES = {
    Status.ORIGINAL: "good",
    Status.REVIEWED: "good",
    Status.MACHINE: "warn",
    Status.OUTDATED: "warn",
    Status.MISSING: "neutral",
}


@dataclass(frozen=True)
class Translation:
    """One language of a thing. `thing` is the text or version in it, None where there is none."""

    language: str
    name: Any
    status: str
    thing: Any = None

    @property
    def label(self) -> Any:
        return Status(self.status).label

    @property
    def tone(self) -> str:
        return TONES[Status(self.status)]

    @property
    def exists(self) -> bool:
        return self.thing is not None


def translations_of_pages(pages: Iterable[Any], original: str) -> list[Translation]:
    """Of the live pages of a study or report: a translation older than the original's last change is outdated."""
    there = {page.locale.language_code: page for page in pages}
    source = there.get(original)
    return [
        Translation(code, name, status_of_page(there.get(code), source), there.get(code)) for code, name in WRITTEN_IN
    ]


def status_of_page(page: Any, source: Any) -> str:
    if page is None:
        return Status.MISSING
    if page is source or source is None:
        return Status.ORIGINAL
    older = page.last_published_at and source.last_published_at and page.last_published_at < source.last_published_at
    return Status.OUTDATED if older else Status.REVIEWED


def translations_of_versions(versions: Iterable[Any]) -> list[Translation]:
    """Of a library's language versions: the newest of each language, measured against the newest it was made from."""
    newest: dict[str, Any] = {}
    for version in versions:
        known = newest.get(version.language)
        if known is None or version.number > known.number:
            newest[version.language] = version
    by_id = {version.pk: version for version in versions}
    return [
        Translation(code, name, status_of_version(newest.get(code), newest, by_id), newest.get(code))
        for code, name in WRITTEN_IN
    ]


def status_of_version(version: Any, newest: dict[str, Any], by_id: dict[int, Any]) -> str:
    if version is None:
        return Status.MISSING
    source = by_id.get(version.translated_from_id)
    if source is not None and newest[source.language].number > source.number:
        return Status.OUTDATED
    return version.quality


def translations_of_texts(texts: Mapping[str, str], original: str = "") -> list[Translation]:
    """Of a text whose languages stand in one row; where none is known as the original, each is one."""
    there = {code: text for code, text in texts.items() if text}
    return [
        Translation(code, name, status_of_text(code, there, original), there.get(code)) for code, name in WRITTEN_IN
    ]


def status_of_text(code: str, there: Mapping[str, str], original: str) -> str:
    if code not in there:
        return Status.MISSING
    return Status.ORIGINAL if not original or code == original else Status.REVIEWED


def missing(translations: Iterable[Translation]) -> list[Any]:
    """The names of the languages into which nobody has translated it yet."""
    return [one.name for one in translations if not one.exists]
