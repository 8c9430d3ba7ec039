"""Writing the search index: entries, their full-text index, tags and terms, always together."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Q
from wagtail.models import Page, PageViewRestriction

from network.core.languages import content_language
from network.core.search import fulltext, vocabulary
from network.core.search.entries import Entry, Searchable, Tag, searchable_for, searchables
from network.core.search.models import SearchEntry, SearchTag
from network.core.text import slugify

TEXT_LIMIT = 200_000  # characters of one entry; what lies behind them is not found
BATCH = 200
LOCKS = 20171201  # the index's own among the advisory locks of the database
# Characters that are not there to be seen, or that no database takes.
_INVISIBLE = dict.fromkeys([0, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xD800, 0xE000)])


@dataclass(frozen=True)
class Scope:
    """What one object owns in the index: everything of its thing, or of a translated page only its own language."""

    thing: str
    language: str = ""

    @classmethod
    def of(cls, obj: models.Model) -> "Scope":
        label = getattr(obj, "specific_class", None) or type(obj)
        if key := getattr(obj, "translation_key", None):
            return cls(f"{label._meta.label_lower}:{key}", obj.locale.language_code)  # type: ignore[attr-defined]
        return cls(f"{label._meta.label_lower}:{obj.pk}")

    @property
    def rows(self) -> Q:
        return Q(thing=self.thing, language=self.language) if self.language else Q(thing=self.thing)


def refresh(obj: models.Model) -> None:
    """Bring the index in line with one object as it is stored now; one that may no longer be found disappears."""
    refresh_all([obj])


@transaction.atomic
def refresh_all(objects: list[Any]) -> None:
    """As `refresh`, for a batch of objects of one model, in a constant number of queries."""
    searchable = searchable_for(objects[0]) if objects else None
    if searchable is None:
        return
    hold(Scope.of(obj).thing for obj in objects)
    stored = {obj.pk: obj for obj in searchable.queryset().filter(pk__in=[obj.pk for obj in objects])}
    clear(Scope.of(obj) for obj in objects if obj.pk not in stored)
    if stored:
        put(searchable, list(stored.values()))


def hold(things: Iterable[str]) -> None:
    """Nobody else refreshes these before this transaction has ended.

    SECURITY: without it somebody who read an object before it was withdrawn could write it into the index after it was
    taken out. SQLite has one writer at a time and needs nothing.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_advisory_xact_lock(%s, hashtext(thing))) FROM unnest(%s::text[]) AS thing",
                [LOCKS, sorted(set(things))],
            )


@transaction.atomic
def forget(scopes: Iterable[Scope]) -> None:
    """Take objects out of the index."""
    scopes = list(scopes)
    hold(scope.thing for scope in scopes)
    clear(scopes)


def clear(scopes: Iterable[Scope]) -> None:
    rows = Q()
    for scope in scopes:
        rows |= scope.rows
    if rows:
        delete_entries(SearchEntry.objects.filter(rows))


def delete_entries(entries: "models.QuerySet[SearchEntry]") -> None:
    keys = list(entries.values_list("pk", flat=True))
    fulltext.remove(keys)
    SearchTag.objects.filter(entry__in=keys).delete()
    SearchEntry.objects.filter(pk__in=keys).delete()


def rebuild() -> int:
    """Write the whole index anew from the database, count the terms exactly, and say how many entries there are.

    Readers can go on searching meanwhile; what no Searchable answers for any more is removed at the end.
    """
    count = vocabulary.Count()
    known: set[str] = set()
    for searchable in searchables():
        rows = searchable.queryset().iterator(chunk_size=BATCH)
        while batch := list(islice(rows, BATCH)):
            write(searchable, batch, count)
            known.update(Scope.of(obj).thing for obj in batch)
    stale = sorted(set(SearchEntry.objects.values_list("thing", flat=True)) - known)
    for start in range(0, len(stale), BATCH):
        delete_entries(SearchEntry.objects.filter(thing__in=stale[start : start + BATCH]))
    vocabulary.replace(count)
    return SearchEntry.objects.count()


@transaction.atomic
def write(searchable: Searchable, objects: list[Any], count: "vocabulary.Count | None" = None) -> None:
    """Replace what the index holds of some objects of one model, in a constant number of queries.

    New terms are learnt on the way, or only counted when `count` is given.
    """
    hold(Scope.of(obj).thing for obj in objects)
    put(searchable, objects, count)


def put(searchable: Searchable, objects: list[Any], count: "vocabulary.Count | None" = None) -> None:
    clear(Scope.of(obj) for obj in objects)
    written: list[tuple[SearchEntry, Entry]] = []
    for obj in not_private(objects):
        scope = Scope.of(obj)
        for entry in unique_languages(searchable.entries(obj)):
            written.append((entry_row(searchable.kind, scope.thing, entry), entry))
    SearchEntry.objects.bulk_create([row for row, _entry in written])
    SearchTag.objects.bulk_create(tag for row, entry in written for tag in tag_rows(row, entry))
    documents = [fulltext.Document(row, [tag.name for tag in tags_of(entry)]) for row, entry in written]
    fulltext.add(documents)
    new_words = count if count is not None else vocabulary.Count()
    for document in documents:
        new_words.add(document)
    if count is None:
        vocabulary.learn(new_words)


def not_private(objects: list[Any]) -> list[Any]:
    """Those of some objects of one model that stand under no private page of the tree.

    SECURITY: nobody finds here what Wagtail would ask a password for.
    """
    if not objects or not isinstance(objects[0], Page):
        return objects
    private = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
    return [page for page in objects if not page.path.startswith(private)]


def unique_languages(entries: Iterable[Entry]) -> Iterable[Entry]:
    """The first entry of each language that has a title to show."""
    by_language: dict[str, Entry] = {}
    for entry in entries:
        if clean(entry.title).strip():
            by_language.setdefault(content_language(entry.language), entry)
    return by_language.values()


def entry_row(kind: str, thing: str, entry: Entry) -> SearchEntry:
    return SearchEntry(
        thing=thing,
        language=content_language(entry.language),
        kind=kind,
        country=str(getattr(entry.country, "pk", entry.country) or "")[:2],
        audience=SearchEntry.AUDIENCES[entry.audience],
        title=clean(entry.title).strip()[:500],
        text=clean(entry.text)[:TEXT_LIMIT],
        url=entry.url,
        published_at=moment(entry.published_at),
    )


def tag_rows(row: SearchEntry, entry: Entry) -> Iterable[SearchTag]:
    named = {tag.slug[:80]: tag.name for tag in tags_of(entry)}
    return [SearchTag(entry=row, slug=slug, name=clean(name)[:120]) for slug, name in named.items() if slug]


def tags_of(entry: Entry) -> list[Tag]:
    return [tag if isinstance(tag, Tag) else Tag(slugify(tag, max_length=80), tag) for tag in entry.tags]


def moment(when: datetime | date | None) -> datetime | None:
    if when is None or isinstance(when, datetime):
        return when
    return datetime.combine(when, time.min, tzinfo=UTC)


def clean(text: str | None) -> str:
    """A text without what is invisible or cannot be stored, its letters composed, its white space single."""
    return " ".join(unicodedata.normalize("NFC", str(text or "").translate(_INVISIBLE)).split())
