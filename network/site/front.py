"""What the front door shows of every app: the newest for a reader with a minute, and everything of one country.

Reads only what the public may see; the numbers of the network are those anybody could count.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from events.models import Event
from events.queries import calendar_pages
from grants.deadlines import in_zone, place_of
from grants.models import Call, CallPage
from knowledge.choices import Progress
from knowledge.models import CaseStudy, Recommendation, ShadowReport
from knowledge.queries import case_studies, reports
from members.models import Kind, Organisation
from members.models.facts import PLACED
from network.core.charts import DonutChart, Marker, Point
from network.core.languages import CONTENT_LANGUAGES, Localised, chain, localized, pick
from network.core.languages import language as language_of
from network.core.models import Country
from network.core.pages import address_in
from network.site.models import NewsPage

PUBLIC = AnonymousUser()


@dataclass(frozen=True)
class Teaser:
    """One thing worth opening. `label` says in which language it is, where that is not the reader's."""

    title: str
    url: str
    text: str = ""
    eyebrow: str = ""
    meta: str = ""
    lang: str = ""
    label: str = ""


@dataclass(frozen=True)
class Dated:
    """One thing with a day: a deadline or an event, at its own local time."""

    at: datetime
    title: str
    url: str
    text: str = ""
    lang: str = ""


def home_sections() -> dict[str, Any]:
    """The sections of the home page; a fixed number of queries, whatever there is to show."""
    progress = progress_of(Recommendation.objects.public())
    countries, news_index = front_addresses()
    return {
        "region": {"markers": members_by_place(Organisation.objects.listed()), "urls": countries},
        "stats": network_numbers(kept=progress.get(Progress.FULLY, 0)),
        "practices": [practice(card) for card in case_studies.newest(3)],
        "practices_url": reverse("case-study-list"),
        "reports": newest_reports(ShadowReport.objects.public(), 1),
        "tracker_chart": progress_chart(progress),
        "calls": open_calls(Call.objects.counting(), 3),
        "events": coming_events(Event.objects.visible_to(PUBLIC), 4),
        "news": newest_news(NewsPage.objects.published(), 3),
        "news_url": news_index,
    }


def country_sections(country: Country) -> dict[str, Any]:
    """Everything of one country that its page shows."""
    organisations = Organisation.objects.listed().filter(country=country)
    recommendations = Recommendation.objects.public().filter(country=country)
    studies = CaseStudy.objects.public().filter(country=country)
    published = ShadowReport.objects.public().filter(country=country)
    progress = progress_of(recommendations)
    numbers = counted(organisations=organisations, studies=studies, reports=published)
    return {
        "country": country,
        "footnote": pick(country.footnote, get_language()).text,
        "region": {"markers": members_by_place(Organisation.objects.listed()), "urls": front_addresses()[0]},
        "stats": [
            number(numbers["organisations"], _("organisations")),
            number(numbers["studies"], _("case studies")),
            number(numbers["reports"], _("shadow reports")),
            number(sum(progress.values()), _("recommendations")),
        ],
        "organisations": [
            profile(found) for found in organisations.select_related("municipality").order_by("sort_key")[:6]
        ],
        "practices": [practice(card) for card in case_studies.newest(3, country.pk)],
        "reports": newest_reports(published, 2),
        "tracker_chart": progress_chart(progress),
        "calls": open_calls(Call.objects.counting().filter(countries=country), 3),
        "events": coming_events(Event.objects.visible_to(PUBLIC).filter(country=country), 4),
        "news": newest_news(NewsPage.objects.published().for_country(country), 3),
    }


def number(value: int, label: str) -> dict[str, Any]:
    return {"value": value, "label": label}


def network_numbers(kept: int) -> list[dict[str, Any]]:
    """`kept` recommendations, and what else of the network can be counted."""
    numbers = counted(
        members=Organisation.objects.listed().filter(kind__in=[Kind.CSO, Kind.SERVICE_PROVIDER]),
        countries=Country.objects.all(),
        practices=CaseStudy.objects.public(),
    )
    members = numbers["members"]
    return [
        number(members, ngettext("member organisation", "member organisations", members)),
        number(numbers["countries"], ngettext("country", "countries", numbers["countries"])),
        number(numbers["practices"], _("published practices")),
        number(kept, ngettext("recommendation fully kept", "recommendations fully kept", kept)),
    ]


def counted(**things: QuerySet[Any]) -> dict[str, int]:
    """How many there are of each, asked in one query."""
    first, *others = (
        found.order_by().values_list(Value(name)).annotate(how_many=Count("*")) for name, found in things.items()
    )
    return dict(first.union(*others, all=True))


# --- Places -----------------------------------------------------------------------------------------------------------


def members_by_place(organisations: QuerySet[Organisation]) -> list[Marker]:
    """Markers of municipalities with listed organisations whose place the public may know."""
    places = (
        organisations.filter(precision__in=PLACED, municipality__isnull=False)
        .order_by()
        .values_list(
            "municipality__slug",
            "municipality__names",
            "municipality__latitude",
            "municipality__longitude",
            "country",
        )
        .annotate(how_many=Count("pk"))
    )
    directory = reverse("directory")
    return [
        Marker(pick(names, get_language()).text, latitude, longitude, f"{directory}?town={slug}", country, how_many)
        for slug, names, latitude, longitude, country, how_many in places
    ]


def front_addresses() -> tuple[dict[str, str], str]:
    """The page of each country and the list of news, in the reader's nearest language and under their prefix."""
    pages = Page.objects.order_by().filter(live=True).exclude(countrypage=None, newsindexpage=None)
    rows = pages.values_list("countrypage__country", "locale__language_code", "url_path")
    places = {(country, language): url_path for country, language, url_path in rows}
    code = get_language()
    roots = Site.get_site_root_paths()
    urls = {
        country: address_in(places[country, nearest], language_of(code).code, roots)
        for nearest in reversed(chain(code))
        for country, language in places
        if language == nearest
    }
    return {country: url for country, url in urls.items() if country}, urls.get(None, "")


# --- What each app has ------------------------------------------------------------------------------------------------


def foreign(text: Localised) -> str:
    """«in Serbian» for a text that is not in the reader's language."""
    return str(text.language_name) if text.is_fallback else ""


def practice(card: case_studies.StudyCard) -> Teaser:
    return Teaser(
        title=str(card.title), url=card.url, text=card.summary, eyebrow=card.level, meta=card.meta,
        lang=card.lang, label=foreign(card.title),
    )  # fmt: skip


def profile(organisation: Organisation) -> Teaser:
    summary = pick(organisation.summaries, get_language())
    place = organisation.public_municipality
    return Teaser(
        title=organisation.name,
        url=organisation.get_absolute_url(),
        text=summary.text,
        eyebrow=organisation.get_kind_display(),
        meta=str(place) if place else "",
        label=foreign(summary),
    )


def newest_reports(published: QuerySet[ShadowReport], how_many: int) -> list[Teaser]:
    newest = published.select_related("country", "series__theme", "series__country").order_by("-published_at")[
        :how_many
    ]
    return [
        Teaser(
            title=str(card.title),
            url=card.url,
            text=card.summary,
            eyebrow=f"{card.report.country} · {card.report.year}",
            lang=card.lang,
            label=foreign(card.title),
        )
        for card in reports.cards(newest)
    ]


def progress_of(recommendations: QuerySet[Recommendation]) -> dict[str, int]:
    return dict(recommendations.order_by().values_list("progress").annotate(how_many=Count("pk")))


def progress_chart(found: dict[str, int]) -> DonutChart | None:
    """How far the recommendations have come; None while there are none."""
    points = [Point(str(label), found[value]) for value, label in Progress.choices if found.get(value)]
    if not points:
        return None
    return DonutChart(_("How far the recommendations have come"), points, unit=_("recommendations"))


def open_calls(calls: QuerySet[Call], how_many: int) -> list[Dated]:
    """The open calls that have a page, nearest deadline first, each in the reader's nearest language."""
    open_now = calls.open(timezone.now()).order_by()
    call = open_now.filter(translation_key=OuterRef("translation_key"))
    pages = localized(
        CallPage.objects.live().filter(translation_key__in=open_now.values("translation_key")), get_language()
    )
    nearest = pages.annotate(
        call=Subquery(call.values("pk")[:1]),
        until=Subquery(call.values("closes_at")[:1]),
        zone=Subquery(call.values("time_zone")[:1]),
    ).order_by("until", "call")
    return [
        Dated(
            at=in_zone(page.until, page.zone),
            title=page.title,
            url=page.reader_url,
            text=_("Open until %(when)s (%(place)s)")
            % {"when": date_format(in_zone(page.until, page.zone), "DATETIME_FORMAT"), "place": place_of(page.zone)},
            lang=page.content_language if page.is_fallback else "",
        )
        for page in nearest.select_related("locale")[:how_many]
    ]


def coming_events(events: QuerySet[Event], how_many: int) -> list[Dated]:
    now = timezone.now()
    pages = calendar_pages(events.announced().ahead(now), get_language() or "en")[:how_many]
    return [
        Dated(
            at=page.event.starts_at.astimezone(page.event.zone),
            title=page.title,
            url=page.reader_url,
            text=" · ".join(
                filter(None, [page.event.get_kind_display(), str(page.event.municipality or page.event.country or "")])
            ),
            lang=page.content_language if page.is_fallback else "",
        )
        for page in pages
    ]


def newest_news(news: QuerySet[NewsPage], how_many: int) -> list[Teaser]:
    return [told(page) for page in localized(news, get_language()).select_related("locale")[:how_many]]


def told(page: Any) -> Teaser:
    """A piece of news loaded through `localized`."""
    return Teaser(
        title=page.title,
        url=page.reader_url,
        text=page.summary,
        eyebrow=date_format(page.published_on),
        lang=page.content_language if page.is_fallback else "",
        label=str(CONTENT_LANGUAGES[page.content_language]) if page.is_fallback else "",
    )
