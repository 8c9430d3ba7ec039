"""What other apps show on an organisation's public profile: case studies, grants, events.

This app knows none of them. An app registers a section in its `apps.ready()`:

    register(Section("case-studies", _("Case studies"), 10, case_studies_of))
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from .models import Organisation


@dataclass(frozen=True)
class SectionItem:
    """One card of a section. `lang` is the language of the texts where it is not the reader's."""

    title: str
    url: str
    text: str = ""
    meta: str = ""
    eyebrow: str = ""
    lang: str = ""


Load = Callable[[Organisation, Any], Sequence[SectionItem]]


@dataclass(frozen=True)
class Section:
    """`load(organisation, user)` gives a handful of items that `user` may see; an empty section is not shown."""

    key: str
    title: str | Promise
    position: int
    load: Load


@dataclass(frozen=True)
class LoadedSection:
    key: str
    title: str | Promise
    items: Sequence[SectionItem]


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Make a section known; one of the same key is replaced."""
    _sections[section.key] = section


def unregister(key: str) -> None:
    _sections.pop(key, None)


def sections_for(organisation: Organisation, user: Any) -> list[LoadedSection]:
    """The sections that have anything to show, in their order."""
    ordered = sorted(_sections.values(), key=lambda section: section.position)
    loaded = (LoadedSection(section.key, section.title, section.load(organisation, user)) for section in ordered)
    return [section for section in loaded if section.items]
