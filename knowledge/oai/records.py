"""What can be harvested, in one order of dates: the time at which what the public knows of a thing changed last."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Min, Q, QuerySet

from network.core.models import Country

from .requests import Selection

PER_PAGE = 100
HOST = settings.SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0]


@dataclass(frozen=True)
class Record:
    """A published thing with its Dublin Core, or the place of one that is gone."""

    uuid: UUID
    at: datetime
    sets: tuple[str, ...]
    is_deleted: bool
    elements: list[tuple[str, str, str]] = field(default_factory=list)  # name, text, language

    @property
    def identifier(self) -> str:
        return f"oai:{HOST}:{self.uuid}"


class Source(ABC):
    """A collection: where its rows come from and how they become records.

    A row has `uuid`, `harvested_at` and `country_id`, and stays for as long as the thing was ever public.
    """

    def __init__(self, name: str, label: Any, rows: Callable[[], Any], describe: Callable[[list[Any]], Any]) -> None:
        self.name, self.label, self.rows, self.describe = name, label, rows, describe

    def fits(self, set_name: str) -> bool:
        kind = set_name.partition(":")[0]
        return not kind or kind in ("country", self.name)

    @abstractmethod
    def after(self, chosen: Selection, number: int) -> list[Any]:
        """The next rows of a selection in the order of (date, UUID)."""

    @abstractmethod
    def count(self, chosen: Selection) -> int: ...

    @abstractmethod
    def find(self, uuid: UUID) -> Any: ...

    @abstractmethod
    def earliest(self) -> datetime | None: ...


class LargeSource(Source):
    """Rows that the database narrows and orders: a queryset with `harvested_at` and `uuid`."""

    def narrowed(self, chosen: Selection) -> QuerySet[Any]:
        rows, country = self.rows(), chosen.country
        if country is not None:
            rows = rows.filter(country=country) if country else rows.exclude(country=None)
        if chosen.since:
            rows = rows.filter(harvested_at__gte=chosen.since)
        if chosen.before:
            rows = rows.filter(harvested_at__lt=chosen.before)
        return rows

    def after(self, chosen: Selection, number: int) -> list[Any]:
        rows = self.narrowed(chosen)
        if chosen.after:
            at, uuid = chosen.after
            rows = rows.filter(Q(harvested_at__gt=at) | Q(harvested_at=at, uuid__gt=uuid))
        return list(rows.order_by("harvested_at", "uuid")[:number])

    def count(self, chosen: Selection) -> int:
        return self.narrowed(chosen).count()

    def find(self, uuid: UUID) -> Any:
        return self.rows().filter(uuid=uuid).first()

    def earliest(self) -> datetime | None:
        return self.rows().aggregate(first=Min("harvested_at"))["first"]


class SmallSource(Source):
    """Rows of which there are tens and whose dates are put together here: a list."""

    def narrowed(self, chosen: Selection) -> list[Any]:
        country = chosen.country
        return [
            row
            for row in self.rows()
            if (country is None or (row.country_id == country if country else row.country_id))
            and (not chosen.since or row.harvested_at >= chosen.since)
            and (not chosen.before or row.harvested_at < chosen.before)
        ]

    def after(self, chosen: Selection, number: int) -> list[Any]:
        rows = sorted(self.narrowed(chosen), key=place_of)
        return [row for row in rows if not chosen.after or place_of(row) > chosen.after][:number]

    def count(self, chosen: Selection) -> int:
        return len(self.narrowed(chosen))

    def find(self, uuid: UUID) -> Any:
        return next((row for row in self.rows() if row.uuid == uuid), None)

    def earliest(self) -> datetime | None:
        return min((row.harvested_at for row in self.rows()), default=None)


def place_of(row: Any) -> tuple[datetime, UUID]:
    return row.harvested_at, row.uuid


def country_set(code: str | None) -> tuple[str, ...]:
    return (f"country:{code.lower()}",) if code else ()


def sets(sources: Iterable[Source]) -> dict[str, str]:
    """Every set by its name: the collections and the countries."""
    countries = {f"country:{country.slug}": str(country) for country in Country.objects.all()}
    return {source.name: str(source.label) for source in sources} | countries


def page_of(chosen: Selection, sources: Iterable[Source]) -> tuple[list[Record], bool]:
    """The next records in order, and whether more follow. A fixed number of queries for each collection."""
    found = [
        [(place_of(row), source, row) for row in source.after(chosen, PER_PAGE + 1)]
        for source in sources
        if source.fits(chosen.set_name)
    ]
    ordered = list(islice(merge(*found, key=itemgetter(0)), PER_PAGE + 1))
    taken = ordered[:PER_PAGE]
    records: dict[UUID, Record] = {}
    for source in sources:
        rows = [row for _place, origin, row in taken if origin is source]
        records |= {record.uuid: record for record in source.describe(rows)} if rows else {}
    return [records[row.uuid] for _place, _source, row in taken if row.uuid in records], len(ordered) > PER_PAGE


def total(chosen: Selection, sources: Iterable[Source]) -> int:
    """How many records the whole list has; asked once, for its first page."""
    return sum(source.count(chosen) for source in sources if source.fits(chosen.set_name))


def one(uuid: UUID, sources: Iterable[Source]) -> Record | None:
    for source in sources:
        row = source.find(uuid)
        if row is not None:
            return next(iter(source.describe([row])))
    return None


def earliest(sources: Iterable[Source]) -> datetime | None:
    return min((date for source in sources if (date := source.earliest())), default=None)
