"""What waits for a person in peer reviews: exactly what the next step is theirs, in a fixed number of queries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.models import FollowUp
from knowledge.queries.duties import duties_of, reviews_at_the_desk
from knowledge.radar import RadarChart
from knowledge.states import ReviewState
from network.core.charts import Point, Series
from tests.factories.reviews import review_in, team_of

pytestmark = pytest.mark.django_db

TABLE = {
    ReviewState.PROPOSED: {"representative"},
    ReviewState.AGREED: set(),
    ReviewState.SELF_ASSESSMENT: {"member", "representative"},
    ReviewState.DESK: {"lead", "peer"},
    ReviewState.VISIT: {"lead", "peer"},
    ReviewState.DRAFT: {"lead"},
    ReviewState.HOST_COMMENT: {"representative"},
    ReviewState.FINAL: {"representative"},
    ReviewState.ACTION_PLAN: set(),
    ReviewState.CANCELLED: set(),
}


@pytest.mark.parametrize("state", TABLE)
def test_review_waits_for_whose_step_it_is(organisation, coordinator, representative, member, stranger, state):
    review = review_in(state, host=organisation, coordinator=coordinator, representative=representative)
    lead, peer = [*team_of(review), None, None][:2]
    people = {"member": member, "representative": representative, "stranger": stranger, "lead": lead, "peer": peer}

    waiting = {name for name, person in people.items() if person and list(duties_of(person, timezone.localdate()))}

    assert waiting == TABLE[state]


@pytest.mark.parametrize(("days", "waits"), [(31, 0), (30, 1), (-3, 1)])
def test_look_back_is_announced_a_month_before_its_day(organisation, coordinator, representative, member, days, waits):
    review = review_in(
        ReviewState.ACTION_PLAN, host=organisation, coordinator=coordinator, representative=representative
    )
    today = timezone.localdate()
    FollowUp.objects.filter(months=6).update(due_on=today + timedelta(days=days))

    found = list(duties_of(member, today))

    assert [(one.title, one.on) for one in found] == [(review.service, today + timedelta(days=days))] * waits


@pytest.mark.parametrize("state", [ReviewState.AGREED, ReviewState.FINAL])
def test_desk_counts_reviews_whose_next_step_is_its_own(
    organisation, coordinator, coordinator_ba, representative, state
):
    review_in(state, host=organisation, coordinator=coordinator, representative=representative)

    assert reviews_at_the_desk(coordinator) == (state == ReviewState.AGREED)
    assert reviews_at_the_desk(coordinator_ba) == 0


@pytest.mark.parametrize("number", [1, 3])
def test_duties_cost_the_same_for_one_review_as_for_three(
    django_assert_num_queries, organisation, coordinator, representative, number
):
    for _one in range(number):
        review_in(ReviewState.PROPOSED, host=organisation, coordinator=coordinator, representative=representative)

    with django_assert_num_queries(5):
        assert len(list(duties_of(representative, timezone.localdate()))) == number


# --- The net --------------------------------------------------------------------------------------------------------


def net(own, peers):
    labels = [f"Question {number}" for number in range(len(own))]
    rows = [[Point(*pair) for pair in zip(labels, values, strict=True)] for values in (own, peers)]
    return RadarChart("Title", [Series("Host", rows[0]), Series("Peers", rows[1])])


def test_net_begins_at_the_top_and_reaches_the_rim_at_four():
    drawing = net([4, 0, 2, 4], [4, 4, 4, 4]).drawing()

    host, peers = drawing.shapes
    assert [(mark.x, mark.y) for mark in host.marks] == [("160", "42"), ("160", "160"), ("160", "219"), ("42", "160")]
    assert peers.area == drawing.rings[-1] == "160,42 278,160 160,278 42,160"
    assert (host.form, peers.form) == ("circle", "square")


def test_net_stays_open_where_a_question_does_not_apply():
    host = net([4, None, 2, 4], [4, 4, 4, 4]).drawing().shapes[0]

    assert (host.area, len(host.marks), host.outline.count("M")) == ("", 3, 2)


@pytest.mark.parametrize(("values", "drawable"), [([1, 2], False), ([1, 2, 3], True), ([None] * 3, False)])
def test_net_needs_three_questions_and_a_rating(values, drawable):
    assert net(values, values).is_drawable is drawable
