"""What can be found: each app registers its Searchables, and saving one of their objects refreshes the index."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Tag(NamedTuple):
    """A theme: its name in the language of the entry, and a slug that is the same in every language."""

    slug: str
    name: str


@dataclass(frozen=True)
class Entry:
    """One object in one language as the search shows it.

    `url` is a path without language prefix, `country` a country or its code, `tags` its themes (a bare name is counted
    apart in each language), and `audience` the widest circle that may see it: "public", "members" or "staff".
    """

    language: str
    title: str
    text: str = ""
    url: str = ""
    country: Any = ""
    tags: Sequence[str | Tag] = ()
    published_at: datetime | date | None = None
    audience: str = "public"


class Searchable(Protocol):
    """How the objects of one model are found. `queryset()` holds those that may be found at all."""

    model: type[models.Model]
    kind: str

    def queryset(self) -> models.QuerySet[Any]: ...

    def entries(self, obj: Any) -> Iterable[Entry]: ...


_searchables: dict[type[models.Model], Searchable] = {}


def register(searchable: Any) -> Any:
    """Make the objects of a Searchable (class or instance) findable from now on; usable as a decorator.

    An attribute `label` names the kind to readers («Case studies»). Existing objects enter the index with `reindex`,
    later ones after the commit of each save and deletion.
    """
    instance: Searchable = searchable() if isinstance(searchable, type) else searchable
    _searchables[instance.model] = instance
    uid = f"search:{instance.model._meta.label_lower}"
    post_save.connect(_saved, sender=instance.model, dispatch_uid=uid)
    post_delete.connect(_deleted, sender=instance.model, dispatch_uid=uid)
    return searchable


def unregister(model: type[models.Model]) -> None:
    """Stop following a model: for tests."""
    _searchables.pop(model, None)
    uid = f"search:{model._meta.label_lower}"
    post_save.disconnect(sender=model, dispatch_uid=uid)
    post_delete.disconnect(sender=model, dispatch_uid=uid)


def searchables() -> Iterator[Searchable]:
    yield from _searchables.values()


def searchable_for(obj: models.Model) -> Searchable | None:
    """The Searchable of an object; of a page of the tree, that of its own kind of page."""
    model = getattr(obj, "specific_class", None) or type(obj)
    return _searchables.get(model)


def kind_labels() -> dict[str, str | Promise]:
    """The name of each kind, for facets and hits."""
    return {
        searchable.kind: getattr(searchable, "label", None) or _(searchable.kind.replace("_", " ").capitalize())
        for searchable in _searchables.values()
    }


def _saved(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    from network.core.search.index import refresh  # inline: the index imports this module

    if not raw:
        transaction.on_commit(lambda: refresh(instance), robust=True)


def _deleted(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    from network.core.search.index import Scope, forget  # inline: the index imports this module

    scope = Scope.of(instance)  # now, while the object still has its key
    transaction.on_commit(lambda: forget([scope]), robust=True)
