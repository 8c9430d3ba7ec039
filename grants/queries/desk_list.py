"""The list of a call on the desk, which may be long: every figure from one count, rows without model objects."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Count, ExpressionWrapper, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from grants.models import Application, Call
from grants.money import display
from grants.states import TONE, UNDER_WAY, ApplicationState
from network.core.charts import BarChart, Point, Series
from network.core.models import Country

PER_PAGE = 25


@dataclass(frozen=True)
class Tally:
    """How many applications of a call stand where, by state, country and whether they were ever submitted."""

    counts: dict[tuple[str, str, bool], int]

    @cached_property
    def received_by_state(self) -> Counter[str]:
        return self.summed(lambda state, _country: state, submitted=True)

    @property
    def received(self) -> int:
        return self.received_by_state.total()

    @property
    def drafts(self) -> int:
        return sum(number for (state, _country, _sent), number in self.counts.items() if state == "draft")

    @property
    def waiting(self) -> int:
        return sum(number for state, number in self.received_by_state.items() if state in UNDER_WAY)

    def by_country(self, *, submitted: bool) -> Counter[str]:
        """Without drafts that were withdrawn before anybody read them."""
        found: Counter[str] = Counter()
        for (state, country, sent), number in self.counts.items():
            if sent == submitted and (sent or state != "withdrawn"):
                found[country] += number
        return found

    def narrowed(self, state: str = "", country: str = "") -> int:
        """How many rows the list has with these filters."""
        return sum(
            number
            for (at, of, sent), number in self.counts.items()
            if sent and state in ("", at) and country in ("", of)
        )

    def states(self) -> list[tuple[str, str, int]]:
        """State, label and number of the received ones, in the order of the process; empty states left out."""
        numbers = self.received_by_state
        return [(state.value, str(state.label), numbers[state]) for state in ApplicationState if numbers[state]]

    def summed(self, key: Any, *, submitted: bool) -> Counter[str]:
        found: Counter[str] = Counter()
        for (state, country, sent), number in self.counts.items():
            if sent == submitted:
                found[key(state, country)] += number
        return found


def tally(call: Call) -> Tally:
    """One query."""
    sent = ExpressionWrapper(Q(submitted_at__isnull=False), output_field=BooleanField())
    rows = Application.objects.filter(call=call).order_by().annotate(sent=sent).values_list("state", "country", "sent")
    return Tally({(state, country, sent): number for state, country, sent, number in rows.annotate(number=Count("pk"))})


def countries_of(call: Call, found: Tally) -> dict[str, str]:
    """The names of the countries of a call and of its applications, by code. One query."""
    among = Q(pk__in=call.countries.through.objects.filter(call=call).values("country"))
    applying = {country for _state, country, _sent in found.counts}
    return {country.pk: country.name for country in Country.objects.filter(among | Q(pk__in=applying))}


def by_country(found: Tally, countries: dict[str, str]) -> BarChart:
    """Drafts and received applications by country, every country of the call with its 0."""
    received, drafts = found.by_country(submitted=True), found.by_country(submitted=False)

    def series(label: str, counts: Counter[str]) -> Series:
        return Series(label, [Point(name, counts[code]) for code, name in countries.items()])

    return BarChart(
        _("Applications by country"),
        [series(_("Received"), received), series(_("Drafts"), drafts)],
        _("applications"),
        axis=_("Country"),
    )


class Row(NamedTuple):
    """One application of the list, in words."""

    url: str
    number: str
    title: str
    organisation: str
    country: str
    requested: str
    submitted: str
    state: str
    tone: str


class Counted(Paginator):
    """A paginator that has been told how many there are."""

    def __init__(self, found: Any, per_page: int, count: int) -> None:
        super().__init__(found, per_page)
        self.count = count  # type: ignore[misc]


def page_of_rows(
    call: Call, found: Tally, countries: dict[str, str], number: Any, *, state: str = "", country: str = ""
) -> Page:
    """One page of the received applications, in the order of arrival. One query."""
    wanted = Application.objects.filter(call=call).received().order_by("submitted_at", "pk")
    wanted = wanted.filter(state=state) if state else wanted
    wanted = wanted.filter(country=country) if country else wanted
    page = Counted(
        wanted.values_list(
            "uuid", "number", "title", "organisation__name", "country", "requested", "submitted_at", "state"
        ),
        PER_PAGE,
        found.narrowed(state, country),
    ).get_page(number)
    page.object_list = rows(page.object_list, countries, call.currency)
    return page


def rows(found: Any, countries: dict[str, str], currency: str) -> list[Row]:
    """`found` as people read it: words, addresses and forms of numbers are made once for all rows."""
    address, mark = address_of_rows()
    labels = {state.value: str(state.label) for state in ApplicationState}
    zone = timezone.get_current_timezone()

    def day(moment: datetime) -> str:
        return date_format(moment.astimezone(zone), "SHORT_DATETIME_FORMAT")

    def money(amount: Decimal) -> str:
        return display(amount, currency)

    return [
        Row(
            address.replace(mark, str(uuid)),
            number,
            title,
            organisation,
            countries.get(country, country),
            money(requested),
            day(submitted_at),
            labels[state],
            TONE.get(state, "info"),
        )
        for uuid, number, title, organisation, country, requested, submitted_at, state in found
    ]


def address_of_rows() -> tuple[str, str]:
    """The address of an application's page and the part of it that stands for the application."""
    mark = "00000000-0000-4000-8000-000000000000"
    return reverse("desk-grants-application", kwargs={"uuid": mark}), mark
