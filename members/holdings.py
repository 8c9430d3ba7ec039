"""What the network holds about a person, and what becomes of each part when they close their account.

Every foreign key to a person is known here: either an app said in its `personal.py` what it is, or it follows one of two
conventions. A row that would go with the person (CASCADE) means nothing without them: it is deleted. A field named
`…_by` says who did something: it stays, under "former member". A test finds whatever is neither.

The account itself is never deleted but emptied, so that what stays has something to point at.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.core.models import PrivateFile


class Fate(StrEnum):
    KEPT = "kept"
    DETACHED = "detached"
    DELETED = "deleted"


FATES: dict[Fate, Promise] = {
    Fate.KEPT: _("stays, under “former member”"),
    Fate.DETACHED: _("stays without you"),
    Fate.DELETED: _("is deleted"),
}

Files = Callable[[Any], Iterable[PrivateFile]]


@dataclass(frozen=True)
class Held:
    """Rows of `model` that point at a person by `field`. `columns` go into the person's own copy; `why` is for us."""

    model: type[models.Model]
    field: str
    fate: Fate
    why: str
    columns: tuple[str, ...]
    files: Files | None = None
    is_act: bool = False
    is_secret: bool = False

    @property
    def key(self) -> str:
        return f"{self.model._meta.label}.{self.field}"

    def of(self, person: Any) -> models.QuerySet:
        return self.model._base_manager.filter(**{self.field: person})


@dataclass(frozen=True)
class Declared:
    fate: Fate
    why: str
    columns: tuple[str, ...]
    files: Files | None
    is_secret: bool


@dataclass(frozen=True)
class Source:
    """Something held about a person that no foreign key leads to."""

    key: str
    title: str | Promise
    load: Callable[[Any], Iterable[dict[str, Any]]]
    fate: Fate = Fate.KEPT


_declared: dict[str, Declared] = {}
_sources: dict[str, Source] = {}
_erasers: dict[str, Callable[[Any], None]] = {}


def hold(key: str, fate: Fate, why: str, *columns: str, files: Files | None = None, secret: bool = False) -> None:
    """Declare the foreign key `key` ("app.Model.field"), from an app's `personal.py`; no columns: the plain ones.

    What is `secret` is somebody else's: the person neither sees nor gets it.
    """
    _declared[key] = Declared(fate, why, columns, files, secret)
    holdings.cache_clear()


def hold_source(source: Source) -> None:
    _sources[source.key] = source


def on_erasure(key: str, erase: Callable[[Any], None]) -> None:
    """Have `erase(person)` called, in the transaction, before anything of the person is emptied."""
    _erasers[key] = erase


def sources() -> list[Source]:
    return list(_sources.values())


def erasers() -> list[Callable[[Any], None]]:
    return list(_erasers.values())


def declared_keys() -> set[str]:
    return set(_declared)


def keys_to(target: type[models.Model]) -> Iterator[tuple[type[models.Model], models.ForeignKey]]:
    """Every column of the database that points at `target`, with the model that it belongs to."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is target and not model._meta.proxy:
                yield model, field


@cache
def holdings() -> tuple[Held, ...]:
    """Every way in which a row can point at a person; what nobody decided about is in `undecided()`."""
    return tuple(held for model, field in keys_to(person_model()) if (held := held_by(model, field)))


def undecided() -> list[str]:
    """Foreign keys that are neither declared nor covered by a convention."""
    return [
        f"{model._meta.label}.{field.name}" for model, field in keys_to(person_model()) if not held_by(model, field)
    ]


def held_by(model: type[models.Model], field: models.ForeignKey) -> Held | None:
    said = _declared.get(f"{model._meta.label}.{field.name}")
    if said:
        is_act = not said.columns and said.fate == Fate.KEPT
        columns = said.columns or plain(model)
        return Held(model, field.name, said.fate, said.why, columns, said.files, is_act, said.is_secret)
    if field.remote_field.on_delete is models.CASCADE:
        return Held(model, field.name, Fate.DELETED, "Means nothing without the person.", plain(model))
    if field.name.endswith("_by") and field.null:
        return Held(model, field.name, Fate.KEPT, "Says who did it.", (), is_act=True)
    return None


def plain(model: type[models.Model]) -> tuple[str, ...]:
    """Columns that say something by themselves."""
    fields = model._meta.concrete_fields
    return tuple(field.name for field in fields if not field.is_relation and not field.primary_key)


def person_model() -> type[models.Model]:
    from .models import User  # inline: apps register here while models load

    return User
