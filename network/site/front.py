"""What the front door shows of every app: the newest for a reader with a minute, and everything of one country.

Reads only what the public may see; the numbers of the network are those anybody could count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

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
from network.core.languages import CONTENT_LANGUAGES, Localised, localized, pick
from network.core.models import Country
from network.site.models import CountryPage, NewsIndexPage, NewsPage

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
    return {
        "region": {"markers": members_by_place(Organisation.objects.listed()), "urls": country_urls()},
        "stats": network_numbers(kept=progress.get(Progress.FULLY, 0)),
        "practices": [practice(card) for card in case_studies.newest(3)],
        "practices_url": reverse("case-study-list"),
        "reports": newest_reports(ShadowReport.objects.public(), 1),
        "tracker_chart": progress_chart(progress),
        "calls": open_calls(Call.objects.counting(), 3),
        "events": coming_events(Event.objects.visible_to(PUBLIC), 4),
        "news": newest_news(NewsPage.objects.published(), 3),
        "news_url": news_index_url(),
    }


def country_sections(country: Country) -> dict[str, Any]:
    """Everything of one country that its page shows."""
    organisations = Organisation.objects.listed().filter(country=country)
    recommendations = Recommendation.objects.public().filter(country=country)
    studies = CaseStudy.objects.public().filter(country=country)
    published = ShadowReport.objects.public().filter(country=country)
    progress = progress_of(recommendations)
    return {
        "country": country,
        "footnote": pick(country.footnote, get_language()).text,
        "region": {"markers": members_by_place(organisations), "urls": country_urls()},
        "stats": [
            number(organisations.count(), _("organisations")),
            number(studies.count(), _("case studies")),
            number(published.count(), _("shadow reports")),
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
    listed = Organisation.objects.listed()
    members = listed.filter(kind__in=[Kind.CSO, Kind.SERVICE_PROVIDER]).count()
    countries = Country.objects.count()
    return [
        number(members, ngettext("member organisation", "member organisations", members)),
        number(countries, ngettext("country", "countries", countries)),
        number(CaseStudy.objects.public().count(), _("published practices")),
        number(kept, ngettext("recommendation fully kept", "recommendations fully kept", kept)),
    ]


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


def country_urls() -> dict[str, str]:
    """The page of each country in the reader's nearest language."""
    pages = localized(CountryPage.objects.live(), get_language()).select_related("locale")
    return {page.country_id: page.url for page in pages}


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
    nearest = list(calls.open(timezone.now()).order_by("closes_at", "pk")[:how_many])
    keys = [call.translation_key for call in nearest]
    pages = localized(CallPage.objects.live().filter(translation_key__in=keys), get_language()).select_related("locale")
    by_key = {page.translation_key: page for page in pages}
    return [
        Dated(
            at=in_zone(call.closes_at, call.time_zone),
            title=page.title,
            url=page.url,
            text=_("Open until %(when)s (%(place)s)")
            % {
                "when": date_format(in_zone(call.closes_at, call.time_zone), "DATETIME_FORMAT"),
                "place": place_of(call.time_zone),
            },
            lang=page.content_language if page.is_fallback else "",
        )
        for call in nearest
        if (page := by_key.get(call.translation_key))
    ]


def coming_events(events: QuerySet[Event], how_many: int) -> list[Dated]:
    now = timezone.now()
    pages = calendar_pages(events.announced().ahead(now), get_language() or "en")[:how_many]
    return [
        Dated(
            at=page.event.starts_at.astimezone(page.event.zone),
            title=page.title,
            url=page.url,
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
        url=page.url,
        text=page.summary,
        eyebrow=date_format(page.published_on),
        lang=page.content_language if page.is_fallback else "",
        label=str(CONTENT_LANGUAGES[page.content_language]) if page.is_fallback else "",
    )


def news_index_url() -> str:
    index: Iterable[NewsIndexPage] = localized(NewsIndexPage.objects.live(), get_language()).select_related("locale")[
        :1
    ]
    return next((page.url for page in index), "")
