"""The learning passport: what a person has learnt, from every app that has something to say of it.

Knowledge knows the modules of its library; an app above adds its own records with `register`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from knowledge.queries.library import learning_of


@dataclass(frozen=True)
class Record:
    """Something a person finished: what, of which kind, when, how well, and where it can be looked up."""

    title: str
    kind: str
    at: datetime
    url: str
    detail: str = ""
    paper_url: str = ""
    lang: str = ""


Source = Callable[[Any], Iterable[Record]]
SOURCES: list[Source] = []


def register(source: Source) -> None:
    """`source(user)` gives a person's own records; the same source is asked once."""
    if source not in SOURCES:
        SOURCES.append(source)


def passport_of(user: Any) -> list[Record]:
    """Everything, the latest first."""
    found = [record for source in SOURCES for record in source(user)]
    return sorted(found, key=lambda record: record.at, reverse=True)


def modules_of(user: Any) -> list[Record]:
    return [
        Record(
            title=one.resource.title.text,
            kind=_("E-learning module"),
            at=one.completed_at,
            url=one.resource.get_absolute_url(),
            detail=_("%(right)s of %(total)s right") % {"right": one.right, "total": one.questions},
            lang=one.resource.title.lang if one.resource.title.is_fallback else "",
        )
        for one in learning_of(user)
    ]


register(modules_of)
