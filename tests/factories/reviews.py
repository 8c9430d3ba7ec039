"""Standards in force, instruments built from them, and peer reviews in any state, made the way people make them."""

from datetime import date
from typing import Any

from knowledge.actions import instruments, peer_reviews, ratings, review_outcomes, review_teams, standards
from knowledge.actions.ratings import Answer
from knowledge.actions.standards_import import import_standards
from knowledge.exports import csv_lines
from knowledge.models import FrameworkVersion, Instrument, PeerReview
from knowledge.queries.standards_table import COLUMNS
from knowledge.states import REVIEW_ORDER, ReviewState
from tests.factories.knowledge import author_of
from tests.factories.members import person_with_role

ROWS = [
    {
        "section": "1", "section_title_en": "Access", "standard": "1.1", "standard_title_en": "People get in",
        "indicator": "1.1.a", "indicator_text_en": "The house is open.", "logic": "ALL", "remark_en": "Hours a day",
        "direction": "at_least", "unit": "h", "rs": "12", "ba": "8",
    },
    {
        "section": "1", "standard": "1.1", "indicator": "1.1.a", "remark_en": "An interpreter is there",
        "direction": "yes", "rs": "yes", "me": "yes",
    },
    {
        "section": "2", "section_title_en": "People", "standard": "2.1", "standard_title_en": "Staff are enough",
        "indicator": "2.1.a", "indicator_text_en": "There is staff.", "logic": "ANY", "remark_en": "Guests per worker",
        "direction": "at_most", "rs": "15", "mk": "10.5",
    },
    {
        "section": "2", "standard": "2.1", "indicator": "2.1.a", "remark_en": "A second shift", "direction": "yes",
        "rs": "yes",
    },
]  # fmt: skip


def table(rows: list[dict[str, str]]) -> bytes:
    return "".join(csv_lines(COLUMNS, [{name: row.get(name, "") for name in COLUMNS} for row in rows])).encode()


def draft_version(rows: list[dict[str, str]] | None = None, *, title: str = "House standards") -> FrameworkVersion:
    by = person_with_role("editor")
    version = standards.start_framework(by=by, titles={"en": title}, label="2025", publisher="IRIS")
    import_standards(version, by=by, content=table(ROWS if rows is None else rows))
    return version


def adopted_version(rows: list[dict[str, str]] | None = None, *, title: str = "House standards") -> FrameworkVersion:
    found = FrameworkVersion.objects.adopted().filter(framework__titles__en=title).first()
    return found or standards.adopt_version(draft_version(rows, title=title), by=person_with_role("editor"))


def instrument(title: str = "Peer review of houses") -> Instrument:
    return instruments.build_instrument(adopted_version(), by=person_with_role("editor"), titles={"en": title})


def review_in(state: str, *, host: Any, coordinator: Any, representative: Any) -> PeerReview:
    """A review of a Serbian organisation, brought into `state` by the people who bring reviews there."""
    review = peer_reviews.propose_review(
        by=coordinator, host=host, service="The night shelter", instrument=instrument(), language="en"
    )
    steps = REVIEW_ORDER if state != ReviewState.CANCELLED else [ReviewState.PROPOSED]
    for step in steps[1:] if state != ReviewState.PROPOSED else []:
        bring(review, step, coordinator, representative)
        if step == state:
            break
    if state == ReviewState.CANCELLED:
        peer_reviews.cancel_review(review, by=coordinator, reason="No time.")
    return PeerReview.objects.get(pk=review.pk)


def bring(review: PeerReview, to: str, coordinator: Any, representative: Any) -> None:
    """One step on, with everything that it asks for."""
    lead = team_of(review)[0] if review.reviewers.exists() else None
    if to == ReviewState.AGREED:
        peer_reviews.agree_to_review(review, by=representative)
        for number, code in enumerate(("BA", "ME")):
            peer = author_of(code)
            review_teams.invite_reviewer(review, by=coordinator, person=peer, is_lead=number == 0)
            review_teams.declare(review, by=peer, has_conflict=False, declaration="")
    elif to == ReviewState.SELF_ASSESSMENT:
        review_teams.begin_self_assessment(review, by=coordinator)
    elif to == ReviewState.DESK:
        ratings.rate(review, by=representative, answers=answers(review, 4, "We think so."))
        peer_reviews.hand_in_self_assessment(review, by=representative)
    elif to == ReviewState.VISIT:
        peer_reviews.plan_visit(review, by=coordinator, visit_from=date(2026, 5, 4), visit_until=date(2026, 5, 6))
    elif to == ReviewState.DRAFT:
        for number, peer in enumerate(team_of(review)):
            ratings.rate(review, by=peer, answers=answers(review, number + 1, f"Seen by {number}."))
            ratings.hand_in_ratings(review, by=peer)
        peer_reviews.begin_draft(review, by=lead)
    elif to == ReviewState.HOST_COMMENT:
        ratings.rate(review, by=lead, answers=answers(review, 2, "We agreed."))
        peer_reviews.write_up(review, by=lead, strengths="Warm rooms.", advice="A second door.")
        peer_reviews.send_to_host(review, by=lead)
    elif to == ReviewState.FINAL:
        peer_reviews.reply_and_finish(review, by=representative, comment="The door is ordered.")
    elif to == ReviewState.ACTION_PLAN:
        review_outcomes.add_improvement(
            review, by=representative, text="A door", owner="Manager", due_on=date(2026, 12, 1)
        )
        review_outcomes.adopt_action_plan(review, by=representative)
    elif to == ReviewState.CLOSED:
        for follow_up in review.follow_ups.all():
            review_outcomes.write_follow_up(follow_up, by=representative, text="It stands.")
        review_outcomes.close_review(review, by=coordinator)


def team_of(review: PeerReview) -> list[Any]:
    """The accepted peers, the lead first."""
    return [one.person for one in review.reviewers.filter(standing="accepted").select_related("person")]


def answers(review: PeerReview, value: int | None, evidence: str) -> list[Answer]:
    return [Answer(item.pk, value, evidence) for item in review.instrument.items.all()]
