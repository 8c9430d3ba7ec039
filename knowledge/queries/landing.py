from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge.models import (
    CaseStudy,
    FrameworkVersion,
    KnowledgePage,
    PeerReview,
    Recommendation,
    Resource,
    ShadowReport,
)
from network.core.languages import localized


@dataclass(frozen=True)
class Collection:
    """One door of the landing page; a collection without `url` is announced and not open yet."""

    name: str
    text: str
    url: str = ""
    count: int = 0
    unit: str = ""


def collections() -> list[Collection]:
    """All seven collections, in the order in which readers ask for them."""
    studies = CaseStudy.objects.public().aggregate(number=Count("pk"))["number"]
    reports = ShadowReport.objects.readable().aggregate(number=Count("pk"))["number"]
    recommendations = Recommendation.objects.public().aggregate(number=Count("pk"))["number"]
    return [
        Collection(
            _("Case studies"),
            _("What organisations did, what came of it, what failed, and what it takes to repeat it."),
            reverse("case-study-list"),
            studies,
            _("studies"),
        ),
        Collection(
            _("Shadow reports"),
            _("What civil society found in a country in a year, with its evidence."),
            reverse("report-list"),
            reports,
            _("reports"),
        ),
        Collection(
            _("Recommendation tracker"),
            _("What institutions were asked to do, what they answered, and how far it has come."),
            reverse("tracker"),
            recommendations,
            _("recommendations"),
        ),
        Collection(
            _("Library"),
            _("Manuals, e-learning, templates and laws in the languages of the region."),
            reverse("library"),
            Resource.objects.public().aggregate(number=Count("pk"))["number"],
            _("resources"),
        ),
        Collection(
            _("Standards"),
            _("What the countries ask of services, side by side."),
            reverse("standard-list"),
            FrameworkVersion.objects.adopted().aggregate(number=Count("pk"))["number"],
            _("frameworks"),
        ),
        Collection(
            _("Peer reviews"),
            _("Colleagues from another country look at a service and say what they saw."),
            reverse("peer-review-list"),
            PeerReview.objects.published().aggregate(number=Count("pk"))["number"],
            _("summaries"),
        ),
    ]


def coming_collections() -> list[Collection]:
    """Those that the network is preparing, so that the page says what to expect."""
    return [
        Collection(_("Referral guide"), _("Whom to call: services by place, need and group.")),
        Collection(_("Gap assessment"), _("Where help is missing, and the local plans that answer it.")),
    ]


def introduction() -> Any:
    return localized(KnowledgePage.objects.filter(live=True), get_language()).first()
