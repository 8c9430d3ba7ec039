"""What a search is narrowed to, and what it finds."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from network.core.languages import Localised
from network.core.search.query import Query
from network.core.search.vocabulary import Correction

PAGE_SIZE = 10
LAST_PAGE = 100
FACETS = ("kind", "country", "tag", "language")


@dataclass(frozen=True)
class Filters:
    """What the reader narrowed the search to; within one facet any of the values will do."""

    kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.kinds or self.countries or self.tags or self.languages)

    def of(self, facet: str) -> tuple[str, ...]:
        by_facet = {"kind": self.kinds, "country": self.countries, "tag": self.tags, "language": self.languages}
        return by_facet[facet]


@dataclass(frozen=True)
class Hit:
    """One thing that was found, in the language nearest to the reader in which it was found."""

    kind: str
    kind_label: str | Promise
    title: str
    title_html: SafeString  # with the found words marked
    snippet_html: SafeString
    url: str
    country: str
    tags: tuple[Localised, ...]  # in the reader's language where somebody knows it
    language: str
    is_fallback: bool
    language_label: str | Promise
    published_at: datetime | None
    is_public: bool


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str | Promise
    count: int
    is_selected: bool
    lang: str = ""  # of the label, where it is not the reader's own language


@dataclass(frozen=True)
class Results:
    """What a search found. `count` and the facets count things, not their translations."""

    query: Query
    filters: Filters
    hits: tuple[Hit, ...] = ()
    count: int = 0
    page: int = 1
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    corrected: str = ""  # the query as it was searched for, when words were replaced
    is_relaxed: bool = False  # nothing holds all the words; these hold some of them

    @property
    def is_empty(self) -> bool:
        """Nothing was asked for."""
        return not self.query.groups and not self.filters

    @property
    def pages(self) -> int:
        return min(LAST_PAGE, max(1, -(-self.count // PAGE_SIZE)))
