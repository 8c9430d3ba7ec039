"""Reading peer reviews: each person exactly what the rules let them see, and the public only what both sides gave it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge.choices import LICENCE_URLS, Licence, RatingSource, Standing
from knowledge.citations import Citation
from knowledge.linked_data import article
from knowledge.models import PeerReview, Rating
from knowledge.names import name_for_reader
from knowledge.permissions import can_read_consensus, can_read_peer_ratings, can_read_self_ratings, reviewer_of
from knowledge.prose import plain
from knowledge.radar import RadarChart
from knowledge.states import REVIEW_ORDER, ReviewState
from network.core.charts import BarChart, Point, Series
from network.core.languages import CONTENT_LANGUAGES, content_language

FACTS = ("host__country", "country", "instrument__version__framework")


def readable_ratings(user: Any, review: PeerReview) -> list[Rating]:
    """The ratings that the person may read. Everything that shows ratings goes through here.

    SECURITY: before they hand in their own, peers get neither each other's ratings nor what was agreed; the host never
    gets those of single peers.
    """
    place = reviewer_of(user, review)
    shows_self, shows_peers = can_read_self_ratings(user, review), can_read_peer_ratings(user, review)
    shows_consensus = can_read_consensus(user, review)

    def may_read(rating: Rating) -> bool:
        if rating.source == RatingSource.SELF:
            return shows_self
        if rating.source == RatingSource.CONSENSUS:
            return shows_consensus
        own = place is not None and rating.reviewer_id == place.pk
        return own or (shows_peers and rating.reviewer is not None and rating.reviewer.submitted_at is not None)

    ratings = review.ratings.select_related("item", "reviewer__person").order_by("item__number", "reviewer")
    return [rating for rating in ratings if may_read(rating)]


@dataclass(frozen=True)
class Answered:
    """A question with the ratings that this reader sees."""

    item: Any
    own: Rating | None
    peers: list[Rating]
    consensus: Rating | None


def answered(review: PeerReview, ratings: list[Rating]) -> list[Answered]:
    by_item: dict[int, list[Rating]] = defaultdict(list)
    for rating in ratings:
        by_item[rating.item_id].append(rating)

    def first(item: Any, source: str) -> Rating | None:
        return next((one for one in by_item[item.pk] if one.source == source), None)

    return [
        Answered(
            item,
            first(item, RatingSource.SELF),
            [one for one in by_item[item.pk] if one.source == RatingSource.PEER],
            first(item, RatingSource.CONSENSUS),
        )
        for item in review.instrument.items.all()
    ]


@dataclass(frozen=True)
class Pictures:
    """The host's own view and the peers', as a net that shows where they part and as bars that show how far."""

    bars: BarChart
    net: RadarChart


def pictures(own: list[Point], peers: list[Point], *, note: str, axis: str) -> Pictures:
    series = [Series(_("The host itself"), own), Series(_("The peers together"), peers)]
    title, unit = _("The host’s own view and the peers’"), _("of 4")
    net = RadarChart(_("Where the two views part"), series, unit=unit, note=_("The outermost line is 4."), axis=axis)
    return Pictures(BarChart(title, series, unit=unit, note=note, axis=axis), net)


def picture(rows: list[Answered]) -> Pictures | None:
    """Self beside peers, question by question; None until a reader may see both."""
    if not any(row.own for row in rows) or not any(row.consensus for row in rows):
        return None
    labels = [f"{row.item.number}. {row.item.question.text}" for row in rows]
    return pictures(
        points(labels, [row.own for row in rows]),
        points(labels, [row.consensus for row in rows]),
        note=_("Where a question does not apply, there is no bar."),
        axis=_("Question"),
    )


def public_picture(review: PeerReview) -> Pictures | None:
    """The same by section, as averages: what a published summary shows."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(list)
    sections: dict[str, None] = {}
    ratings = review.ratings.exclude(source=RatingSource.PEER).select_related("item").order_by("item__number")
    for rating in ratings:
        title = rating.item.section_title.text
        sections[title] = None
        if rating.value is not None:
            sums[rating.source, title].append(rating.value)
    if not sections:
        return None

    def averages(source: str) -> list[Point]:
        return [Point(title, average(sums[source, title])) for title in sections]

    return pictures(
        averages(RatingSource.SELF),
        averages(RatingSource.CONSENSUS),
        note=_("Averages of the questions in each section, from 0 (not in place) to 4 (fully in place)."),
        axis=_("Section"),
    )


def points(labels: list[str], ratings: list[Rating | None]) -> list[Point]:
    return [Point(label, one.value if one else None) for label, one in zip(labels, ratings, strict=True)]


def average(values: list[int]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None


@dataclass(frozen=True)
class Step:
    label: str
    is_done: bool
    is_current: bool


def steps_of(review: PeerReview) -> list[Step]:
    """The way of a review, with where it stands."""
    if review.state == ReviewState.CANCELLED:
        return [Step(str(ReviewState.CANCELLED.label), True, True)]
    place = REVIEW_ORDER.index(ReviewState(review.state))
    return [Step(str(state.label), number < place, number == place) for number, state in enumerate(REVIEW_ORDER)]


def mine(user: Any) -> QuerySet[PeerReview]:
    """The reviews this person has a part in, the ones under way first."""
    return PeerReview.objects.visible_to(user).select_related(*FACTS).order_by("-proposed_at")


def invitations_of(user: Any) -> QuerySet[PeerReview]:
    return PeerReview.objects.filter(
        reviewers__person=user, reviewers__standing=Standing.INVITED, reviewers__declared_at=None
    ).select_related(*FACTS)


def published() -> QuerySet[PeerReview]:
    return PeerReview.objects.published().select_related(*FACTS).order_by("-final_at")


LICENCE = Licence.CC_BY
"""On the terms that the network chose for its own texts; both sides consent to a summary that says so."""


def summary_of(review: PeerReview) -> dict[str, Any]:
    """All that the public page of a review shows: nothing but what both sides have agreed to."""
    return {
        "review": review,
        "language_label": label_of(review),
        "picture": public_picture(review),
        "licence": LICENCE.label,
        "licence_url": LICENCE_URLS[LICENCE],
        "citation": citation(review),
        "linked_data": linked_data(review),
    }


def label_of(review: PeerReview) -> Any:
    """In which language it is told, where that is not the reader's; empty where it is."""
    own = review.language == content_language(get_language())
    return "" if own else CONTENT_LANGUAGES.get(review.language, "")


def citation(review: PeerReview) -> Citation:
    return Citation(
        key=f"peer-review-{review.uuid}",
        kind="report",
        title=review.service,
        authors=(name_for_reader(review.host),),
        collection=_("Peer reviews of the IRIS network"),
        published=review.published_at,
        changed=review.published_at,
        path=review.get_summary_url(),
        language=review.language,
        version="",
    )


def linked_data(review: PeerReview) -> dict[str, Any]:
    return article(
        kind="Report",
        title=review.service,
        summary=plain(review.summary),
        path=review.get_summary_url(),
        language=review.language,
        authors=(name_for_reader(review.host),),
        published=review.published_at,
        changed=review.published_at,
        licence=LICENCE_URLS[LICENCE],
        country=review.country,
    )


def newest(number: int, country: str = "") -> QuerySet[PeerReview]:
    return (published().filter(country=country) if country else published())[:number]


def calls(today: Any) -> QuerySet[PeerReview]:
    """Open calls; templates show of them only what is public."""
    return PeerReview.objects.calling(today).select_related("country", "instrument").order_by("call_until")
