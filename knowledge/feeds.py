"""What is new in each collection, for feed readers, in the language of the address."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge.models import Recommendation, Resource
from knowledge.prose import plain
from knowledge.queries import case_studies as study_queries
from knowledge.queries import peer_reviews as review_queries
from knowledge.queries import reports as report_queries
from knowledge.queries import standards as standard_queries
from network.core.models import Country
from network.core.permissions import public

NEWEST = 30


class Collection:
    """A feed's name, its page and its newest items as (title, text, address, published, changed, author, id)."""

    def __init__(self, title: Callable[[], str], link: str, items: Callable[..., list[dict[str, Any]]]) -> None:
        self.title, self.link, self.items = title, link, items


def study_items(country: str = "") -> list[dict[str, Any]]:
    return [
        {
            "title": card.title.text,
            "description": card.summary,
            "link": card.url,
            "pubdate": card.study.published_at,
            "updateddate": card.study.changed_at,
            "author_name": str(card.study.organisation),
            "unique_id": f"urn:uuid:{card.study.uuid}",
        }
        for card in study_queries.newest(NEWEST, country)
    ]


def report_items(country: str = "") -> list[dict[str, Any]]:
    return [
        {
            "title": card.title.text,
            "description": card.summary,
            "link": card.url,
            "pubdate": card.report.published_at,
            "updateddate": card.report.corrected_at or card.report.published_at,
            "author_name": str(card.report.series),
            "unique_id": f"urn:uuid:{card.report.uuid}",
        }
        for card in report_queries.newest(NEWEST, country)
    ]


def resource_items(country: str = "") -> list[dict[str, Any]]:
    newest = Resource.objects.public().newest_first().select_related("organisation")
    if country:
        newest = newest.filter(country=country)
    return [
        {
            "title": one.title.text,
            "description": one.summary.text,
            "link": one.get_absolute_url(),
            "pubdate": one.published_at,
            "updateddate": one.changed_at,
            "author_name": one.authors or str(one.organisation or settings.ORGANISATION_NAME),
            "unique_id": f"urn:uuid:{one.uuid}",
        }
        for one in newest[:NEWEST]
    ]


def recommendation_items(country: str = "") -> list[dict[str, Any]]:
    newest = Recommendation.objects.public().select_related("report").order_by("-changed_at", "-id")
    newest = newest.filter(country=country)[:NEWEST] if country else newest[:NEWEST]
    return [
        {
            "title": f"{one.code} · {one.get_progress_display()}",
            "description": one.text.text,
            "link": one.get_absolute_url(),
            "pubdate": one.published_at,
            "updateddate": one.changed_at,
            "author_name": one.report.title,
            "unique_id": f"urn:uuid:{one.uuid}",
        }
        for one in newest
    ]


def standard_items(country: str = "") -> list[dict[str, Any]]:
    return [
        {
            "title": str(one),
            "description": one.framework.description.text,
            "link": one.get_absolute_url(),
            "pubdate": one.adopted_at,
            "updateddate": one.adopted_at,
            "author_name": one.framework.publisher,
            "unique_id": one.iri,
        }
        for one in standard_queries.newest(NEWEST, country)
    ]


def peer_review_items(country: str = "") -> list[dict[str, Any]]:
    """Of the reviews whose summary both sides have agreed to publish."""
    return [
        {
            "title": one.service,
            "description": plain(one.summary),
            "link": one.get_summary_url(),
            "pubdate": one.published_at,
            "updateddate": one.published_at,
            "author_name": str(one.host),
            "unique_id": f"urn:uuid:{one.uuid}",
        }
        for one in review_queries.newest(NEWEST, country)
    ]


ITEMS = (study_items, report_items, recommendation_items, resource_items, standard_items, peer_review_items)


def all_items(country: str = "") -> list[dict[str, Any]]:
    items = [item for newest in ITEMS for item in newest(country)]
    return sorted(items, key=lambda item: item["updateddate"], reverse=True)[:NEWEST]


STUDIES = Collection(lambda: _("Case studies of the IRIS network"), "case-studies/", study_items)
REPORTS = Collection(lambda: _("Shadow reports of the IRIS network"), "reports/", report_items)
TRACKER = Collection(lambda: _("Recommendation tracker of the IRIS network"), "tracker/", recommendation_items)
LIBRARY = Collection(lambda: _("Library of the IRIS network"), "library/", resource_items)
STANDARDS = Collection(lambda: _("Standards on the site of the IRIS network"), "standards/", standard_items)
REVIEWS = Collection(lambda: _("Peer reviews of the IRIS network"), "peer-reviews/", peer_review_items)
ALL = Collection(lambda: _("Knowledge of the IRIS network"), "", all_items)


class CollectionFeed(Feed):
    def __init__(self, collection: Collection, kind: type) -> None:
        self.collection, self.feed_type = collection, kind

    def title(self, obj: Any) -> str:
        return self.collection.title()

    def link(self, obj: Any) -> str:
        return f"/{get_language()}/knowledge/{self.collection.link}"

    def items(self, obj: Any) -> list[dict[str, Any]]:
        return self.collection.items()

    def item_title(self, item: dict[str, Any]) -> str:
        return item["title"]

    def item_description(self, item: dict[str, Any]) -> str:
        return item["description"]

    def item_link(self, item: dict[str, Any]) -> str:
        return item["link"]

    def item_pubdate(self, item: dict[str, Any]) -> Any:
        return item["pubdate"]

    def item_updateddate(self, item: dict[str, Any]) -> Any:
        return item["updateddate"]

    def item_author_name(self, item: dict[str, Any]) -> str:
        return item["author_name"]

    def item_guid(self, item: dict[str, Any]) -> str:
        return item["unique_id"]

    item_guid_is_permalink = False


def feed(collection: Collection, kind: type) -> Callable[..., HttpResponse]:
    """What is new in a collection; with a country, what is new of that country."""

    @public
    @require_safe
    def view(request: HttpRequest, country: str = "") -> HttpResponse:
        if not country:
            return CollectionFeed(collection, kind)(request)
        found = get_object_or_404(Country, code=country.upper())
        there = Collection(
            lambda: f"{collection.title()}: {found}", collection.link, lambda: collection.items(found.code)
        )
        return CollectionFeed(there, kind)(request)

    return view


COLLECTIONS = {
    "knowledge": ALL,
    "case-study": STUDIES,
    "report": REPORTS,
    "tracker": TRACKER,
    "library": LIBRARY,
    "standard": STANDARDS,
    "peer-review": REVIEWS,
}
KINDS = {"atom": Atom1Feed, "rss": Rss201rev2Feed}
"""Every collection has a feed in each of these, for itself and for each country."""


def urls() -> list[URLPattern]:
    """`case-studies/feed.atom` (case-study-feed), `case-studies/feed/rs.rss` (case-study-feed-country-rss) and so on."""
    found = []
    for name, collection in COLLECTIONS.items():
        for ending, kind in KINDS.items():
            view, suffix = feed(collection, kind), "" if ending == "atom" else f"-{ending}"
            found.append(path(f"{collection.link}feed.{ending}", view, name=f"{name}-feed{suffix}"))
            found.append(
                path(f"{collection.link}feed/<slug:country>.{ending}", view, name=f"{name}-feed-country{suffix}")
            )
    return found
