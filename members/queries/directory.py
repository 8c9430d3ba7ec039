"""The public directory: which organisations an address asks for, how many there are of each kind, and where."""

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from members.days import today
from members.models import Licence, Organisation
from members.models.organisations import OrganisationQuerySet
from network.core.charts import Marker
from network.core.charts.region import country_texts
from network.core.kept import kept
from network.core.models import Municipality
from network.core.text import fold_words, variants

from .directory_facets import Counted, Gathering, by_country, by_kind, by_licence, by_words, gathered

FACETS = ("country", "kind", "theme", "group", "service", "licence", "language")
GATHERED = ("kind", "country", "town")
ON_A_CARD = ("kind", "name", "name_en", "acronym", "slug", "summaries", "precision", "logo", "country__names")
ON_A_CARD += ("municipality__names",)
SLUG = re.compile(r"[-\w]{1,80}", re.ASCII)
ORDERS = {
    "name": ("sort_key", "id"),
    "country": ("country__position", "sort_key", "id"),
    "newest": ("-created_at", "-id"),
}
ORDER_LABELS = [("name", _("By name")), ("country", _("By country")), ("newest", _("Newest first"))]
LONGEST_QUERY = 200
MOST_WORDS = 8
MOST_KEYS = 2000


class LenientSlugs(forms.MultipleChoiceField):
    """Any number of slugs; what cannot be one is dropped, so that no address is an error."""

    def clean(self, value: Any) -> list[str]:
        return [slug for slug in dict.fromkeys(value or []) if SLUG.fullmatch(slug)][:20]


class SlugsFilter(django_filters.MultipleChoiceFilter):
    """Keeps organisations that have one of the slugs in their list of words."""

    field_class = LenientSlugs

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        through = getattr(Organisation, self.field_name).through
        word = Organisation._meta.get_field(self.field_name).m2m_reverse_field_name()  # type: ignore[union-attr]
        return qs.filter(pk__in=through.objects.filter(**{f"{word}__slug__in": value}).values("organisation_id"))


class ColumnFilter(django_filters.MultipleChoiceFilter):
    """Keeps organisations whose column holds one of the values."""

    field_class = LenientSlugs

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class LicenceFilter(django_filters.MultipleChoiceFilter):
    """Keeps organisations with a licence that stands, for the public, at one of the states."""

    field_class = LenientSlugs

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        return qs.filter(pk__in=Licence.objects.public(today()).filter(effective__in=value).values("organisation"))


class LenientText(forms.CharField):
    def clean(self, value: Any) -> str:
        return " ".join(str(value or "").replace("\0", " ").split())[:LONGEST_QUERY]


class TextFilter(django_filters.CharFilter):
    field_class = LenientText


class DirectoryFilter(django_filters.FilterSet):
    """Everything that may stand behind the question mark of the directory's address."""

    q = TextFilter(method="search", label=_("Search in the directory"))
    country = ColumnFilter(field_name="country_id", label=_("Country"))
    kind = ColumnFilter(field_name="kind", label=_("Kind"))
    theme = SlugsFilter(field_name="themes", label=_("Theme"))
    group = SlugsFilter(field_name="target_groups", label=_("For whom"))
    service = SlugsFilter(field_name="services", label=_("Service"))
    licence = LicenceFilter(label=_("Licence"))
    language = SlugsFilter(field_name="work_languages", label=_("Language spoken"))
    town = TextFilter(method="in_town", label=_("Municipality"))

    class Meta:
        model = Organisation
        fields: list[str] = []

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Every word of the query begins a word that the profile shows, in whatever script and, roughly, ending."""
        for word in fold_words(value).split()[:MOST_WORDS]:
            begins = Q()
            for form in variants(word):
                begins |= Q(folded_text__contains=f" {form}")
            queryset = queryset.filter(begins)
        return queryset

    def in_town(self, queryset: OrganisationQuerySet, name: str, value: str) -> QuerySet:
        return queryset.placed_in(value)


class CountedPaginator(Paginator):
    """Pages of a list whose length is known already."""

    def __init__(self, object_list: Any, per_page: int, count: int) -> None:
        super().__init__(object_list, per_page)
        self.count = count


@dataclass(frozen=True)
class FacetValue:
    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True)
class Facet:
    label: str | Promise
    values: list[FacetValue]


@dataclass(frozen=True)
class Chip:
    """One condition in force and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Directory:
    """The directory as one address asks for it. `path` is where its links lead.

    Costs a fixed number of queries, whatever is asked and however many organisations there are.
    """

    data: QueryDict
    path: str = ""

    @cached_property
    def filter(self) -> DirectoryFilter:
        found = DirectoryFilter(self.data, queryset=Organisation.objects.listed())
        found.is_valid()  # lenient fields: always true
        return found

    @cached_property
    def asked(self) -> dict[str, Any]:
        return self.filter.form.cleaned_data

    @property
    def order(self) -> str:
        wanted = self.data.get("sort", "name")
        return wanted if wanted in ORDERS else "name"

    # --- The list -----------------------------------------------------------------------------------------------

    @property
    def in_order(self) -> Any:
        """The keys of all its organisations, which an index gives alone."""
        return self.narrowed().order_by(*ORDERS[self.order]).values_list("pk", flat=True)

    def keys(self) -> list[int]:
        return list(self.in_order)

    def page(self, number: Any, size: int) -> Page:
        """One page of the list. The keys are looked up first; the rest only for those few."""
        page = CountedPaginator(self.in_order, size, self.total).get_page(number)
        cards = self.shown(Organisation.objects.filter(pk__in=list(page.object_list))).only(*ON_A_CARD)
        found = {body.pk: body for body in cards}
        page.object_list = [found[key] for key in page.object_list if key in found]
        return page

    @staticmethod
    def shown(queryset: QuerySet[Organisation]) -> QuerySet[Organisation]:
        """With what a card says of each."""
        licensed = Licence.objects.proved(today()).filter(organisation=OuterRef("pk"))
        shown = queryset.select_related("country", "municipality").prefetch_related("themes")
        return shown.annotate(is_licensed=Exists(licensed))

    def narrowed(self, *without: str) -> QuerySet[Organisation]:
        """What fulfils every condition but those named."""
        queryset = Organisation.objects.listed()
        for name, value in self.asked.items():
            if name in without or not value:
                continue
            if name == "q" and self.matching is not None:
                queryset = queryset.filter(pk__in=self.matching)
            else:
                queryset = self.filter.filters[name].filter(queryset, value)
        return queryset

    @cached_property
    def matching(self) -> list[int] | None:
        """What the text search finds, so that texts are read once for all counts; None for what most of them say."""
        found = self.filter.filters["q"].filter(Organisation.objects.listed(), self.asked["q"]).order_by()
        keys = list(found.values_list("pk", flat=True)[: MOST_KEYS + 1])
        return keys if len(keys) <= MOST_KEYS else None

    def narrowed_at_all(self, *without: str) -> QuerySet[Organisation] | None:
        """The same, but None where there is no other condition: that is counted in a shorter way."""
        others = any(value for name, value in self.asked.items() if name not in without)
        return self.narrowed(*without) if others else None

    # --- Facets -------------------------------------------------------------------------------------------------

    @cached_property
    def gathering(self) -> Gathering:
        towns = [self.town.pk if self.town else -1] if self.asked["town"] else []
        others = self.narrowed_at_all(*GATHERED)
        everything = Organisation.objects.listed()
        cells = kept("members.gathered", lambda: gathered(everything)) if others is None else gathered(others)
        return Gathering(cells, self.asked["kind"], self.asked["country"], towns)

    @cached_property
    def town(self) -> Municipality | None:
        return Municipality.objects.filter(slug=self.asked["town"]).first() if self.asked["town"] else None

    @cached_property
    def total(self) -> int:
        return self.gathering.counted()[""]

    @cached_property
    def facets(self) -> list[Facet]:
        counted = self.counted() if self.is_narrowed else kept("members.directory", self.counted)
        return [self.facet(name, counted[name]) for name in FACETS]

    def counted(self) -> dict[str, Counted]:
        return {
            "country": by_country(self.gathering.counted("country")),
            "kind": by_kind(self.gathering.counted("kind")),
            "licence": by_licence(self.narrowed_at_all("licence")),
            **by_words(self.narrowed_at_all),
        }

    def facet(self, name: str, counted: Counted) -> Facet:
        chosen = set(self.asked[name])
        values = [
            FacetValue(label, number, self.toggled(name, slug), slug in chosen)
            for slug, label, number in counted
            if number or slug in chosen
        ]
        return Facet(self.filter.filters[name].label, values)

    @cached_property
    def chips(self) -> list[Chip]:
        found = [Chip(f"“{self.asked['q']}”", self.address(q=None))] if self.asked["q"] else []
        if self.asked["town"]:
            found.append(Chip(self.town.name if self.town else self.asked["town"], self.address(town=None)))
        return found + [
            Chip(value.label, value.url) for facet in self.facets for value in facet.values if value.current
        ]

    @property
    def is_narrowed(self) -> bool:
        return any(self.asked.values())

    @property
    def hidden_fields(self) -> list[tuple[str, str]]:
        """What a new search keeps of this address, as hidden fields."""
        return [(name, value) for name, values in QueryDict(self.query(q=None)).lists() for value in values]

    # --- The map ------------------------------------------------------------------------------------------------

    @cached_property
    def markers(self) -> list[Marker]:
        """One per municipality. SECURITY: only organisations whose precision allows it are placed at all."""
        numbers = self.gathering.counted("town")
        towns = Municipality.objects.order_by().in_bulk([town for town in numbers if town])
        return [
            Marker(town.name, town.latitude, town.longitude, self.address(town=town.slug), town.country_id, numbers[pk])
            for pk, town in towns.items()
        ]

    @property
    def country_urls(self) -> dict[str, str]:
        return {code: self.address(country=[code], town=None) for code in country_texts()}

    # --- Addresses ----------------------------------------------------------------------------------------------

    def toggled(self, name: str, slug: str) -> str:
        chosen = self.asked[name]
        return self.address(**{name: [s for s in chosen if s != slug] if slug in chosen else [*chosen, slug]})

    def address(self, **changes: Any) -> str:
        """This directory's address with other conditions, from the first page on; empty ones are left out."""
        query = self.query(**changes)
        return f"{self.path}?{query}" if query else self.path or "?"

    def query(self, **changes: Any) -> str:
        sort = self.order if self.order != "name" else ""
        asked = {**self.asked, "sort": sort, **changes}
        return urlencode({name: value for name, value in asked.items() if value}, doseq=True)

    def at(self, path: str) -> "Directory":
        return replace(self, path=path)
