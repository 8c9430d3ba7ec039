from datetime import date, timedelta
from typing import Any
from uuid import uuid5

from django.utils import timezone

from knowledge.actions import instruments, peer_reviews, ratings, review_outcomes, review_summaries, review_teams
from knowledge.actions.ratings import Answer
from knowledge.actions.rooms import open_team_room
from knowledge.models import FrameworkVersion, Instrument, PeerReview
from members.models import Affiliation, Organisation
from members.models.facts import MEMBER_KINDS
from messaging.actions import send_message

from . import people
from .studies import SPACE

SELF = [4, 3, 3, 2, 3]
PEERS = [[3, 3, 2, 2, 1], [3, 2, 2, 1, 2]]
TOGETHER = [3, 3, 2, 2, 2]
SEEN = [
    "Open from eight to six; the sign at the station is old.",
    "Interpreters by telephone for Farsi and Arabic; none for Pashto.",
    "One worker for sixteen guests by day, two at night.",
    "Three days of training last year, none on trauma.",
    "A box by the door; nobody could say who opens it.",
]
STRENGTHS = (
    "- People are greeted by name from the second day.\n- The telephone is answered at night, by somebody who can act."
)
ADVICE = "- Let somebody outside the house open the complaint box.\n- Plan five days of training and keep them."
REPLY = (
    "The box is opened by the municipality’s ombudsperson since June. Training is planned; its cost is not yet covered."
)
SUMMARY = (
    "Peers from two countries looked at the day centre in the spring. They found a warm house whose hours hold true, and a "
    "night telephone worth copying. Staff are fewer than the standards ask for, and complaints were not heard by anybody "
    "from outside; that has changed since."
)
CALL = (
    "A shelter for families looks for two peers from other countries: one who has run a night shift, one who knows child "
    "protection. Three days on the spot in spring, costs covered."
)
SAID = [
    "I have read the papers. Who calls the line at night, so that we hear what a caller hears?",
    "I do, on Tuesday and on Friday. Let us not speak about our ratings before both of us have handed them in.",
    "The host sends the roster of the interpreters tomorrow. You find it here then.",
]


def fill(world: Any) -> None:
    """A review whose summary both sides published, one being rated, and one that looks for reviewers."""
    if PeerReview.objects.exists():
        return
    version = FrameworkVersion.objects.adopted().order_by("pk").first()
    hosts = [found for code in ("RS", "ME", "BA") if (found := host_in(code))]
    if version is None or len(hosts) < 3:
        return
    instrument = instruments.build_instrument(
        version,
        by=people.editor(),
        titles={"en": "Peer review of a welcoming service", "sr": "Колегијални преглед услуге која дочекује"},
    )
    finished(*hosts[0], instrument)
    rated(*hosts[1], instrument)
    called(*hosts[2], instrument)


def host_in(code: str) -> tuple[Organisation, Any] | None:
    """An invented member organisation of a country, and who speaks for it."""
    listed = Organisation.objects.listed().filter(people.INVENTED, country=code, kind__in=MEMBER_KINDS)
    speaking = Affiliation.objects.current(timezone.now()).speaking().filter(organisation__in=listed)
    found = speaking.select_related("organisation", "person").order_by("pk").first()
    return (found.organisation, found.person) if found else None


def begun(host: Organisation, speaker: Any, instrument: Instrument, service: str) -> tuple[PeerReview, list[Any]]:
    by = people.coordinator(host.country_id)
    review = peer_reviews.propose_review(by=by, host=host, service=service, instrument=instrument, language="en")
    peer_reviews.agree_to_review(review, by=speaker)
    elsewhere = [code for code in ("BA", "ME", "MK", "AL", "RS") if code != host.country_id]
    team = [author for code in elsewhere for author in people.authors(code)[:1]][:2]
    for number, peer in enumerate(team):
        review_teams.invite_reviewer(review, by=by, person=peer, is_lead=number == 0)
        review_teams.declare(review, by=peer, has_conflict=False, declaration="")
    return review, team


def read_at_the_desk(review: PeerReview, speaker: Any) -> None:
    by = people.coordinator(review.country_id)
    review_teams.begin_self_assessment(review, by=by)
    ratings.rate(review, by=speaker, answers=answers(review, SELF))
    peer_reviews.hand_in_self_assessment(review, by=speaker)
    peer_reviews.plan_visit(review, by=by, visit_from=date(2026, 5, 12), visit_until=date(2026, 5, 14))


def finished(host: Organisation, speaker: Any, instrument: Instrument) -> None:
    review, team = begun(host, speaker, instrument, "Day centre for families on the move")
    if len(team) < 2:
        return
    read_at_the_desk(review, speaker)
    for peer, values in zip(team, PEERS, strict=True):
        ratings.rate(review, by=peer, answers=answers(review, values))
        ratings.hand_in_ratings(review, by=peer)
    lead = team[0]
    peer_reviews.begin_draft(review, by=lead)
    ratings.rate(review, by=lead, answers=answers(review, TOGETHER))
    peer_reviews.write_up(review, by=lead, strengths=STRENGTHS, advice=ADVICE)
    peer_reviews.send_to_host(review, by=lead)
    peer_reviews.reply_and_finish(review, by=speaker, comment=REPLY)
    review_outcomes.add_improvement(
        review, by=speaker, text="The complaint box is opened from outside.", owner="Head of the centre",
        due_on=date(2026, 9, 1),
    )  # fmt: skip
    review_outcomes.add_improvement(
        review, by=speaker, text="Five days of training for each worker.", owner="Board", due_on=date(2027, 3, 1)
    )
    review_outcomes.adopt_action_plan(review, by=speaker)
    review_summaries.write_summary(review, by=speaker, summary=SUMMARY)
    review_summaries.consent_to_summary(review, by=speaker, summary=SUMMARY)
    review_summaries.consent_to_summary(review, by=lead, summary=SUMMARY)


def rated(host: Organisation, speaker: Any, instrument: Instrument) -> None:
    review, team = begun(host, speaker, instrument, "Telephone counselling")
    if len(team) < 2:
        return
    read_at_the_desk(review, speaker)
    ratings.rate(review, by=team[0], answers=answers(review, PEERS[0]))
    room = open_team_room(review)
    for number, (writer, text) in enumerate(zip([team[0], team[1], review.proposed_by], SAID, strict=True)):
        send_message(room, author=writer, text=text, client_id=uuid5(SPACE, f"review room {number}"))


def called(host: Organisation, speaker: Any, instrument: Instrument) -> None:
    by = people.coordinator(host.country_id)
    review = peer_reviews.propose_review(
        by=by, host=host, service="Family shelter", instrument=instrument, language="en"
    )
    peer_reviews.agree_to_review(review, by=speaker)
    until = timezone.localdate() + timedelta(days=60)
    review_teams.call_for_reviewers(review, by=by, text=CALL, until=until)


def answers(review: PeerReview, values: list[int]) -> list[Answer]:
    items = list(review.instrument.items.all())
    return [Answer(item.pk, value, seen) for item, value, seen in zip(items, values, SEEN, strict=True)]
