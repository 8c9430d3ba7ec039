"""Rooms that other apps open: for an event, the team of a review. Their rules say who is in (of calls: tests/grants)."""

from typing import Any

import pytest

from events.actions.events import cancel_event
from events.actions.registrations import cancel_registration, register
from knowledge.actions.peer_reviews import cancel_review
from messaging.models import Participation, Room
from messaging.permissions import can_post_in_room, can_read_room
from tests.factories.events import EventFactory, SeatPoolFactory
from tests.factories.reviews import review_in, team_of

pytestmark = pytest.mark.django_db


def people_in(room: Room) -> set[Any]:
    return {one.person for one in Participation.objects.active().filter(room=room).select_related("person")}


def test_the_room_of_an_event_holds_who_takes_part(
    member, representative, coordinator, django_capture_on_commit_callbacks
):
    pool = SeatPoolFactory(event=EventFactory(created_by=coordinator), capacity=2)
    assert not Room.objects.filter(kind="event").exists()

    with django_capture_on_commit_callbacks(execute=True):
        mine, _other = register(pool, by=member), register(pool, by=representative)
    room = Room.objects.get(kind="event")
    assert (people_in(room), room.title, room.sensitivity) == (
        {member, representative, coordinator},
        pool.event.title,
        "confidential",
    )

    with django_capture_on_commit_callbacks(execute=True):
        cancel_registration(mine, by=member)
    assert people_in(room) == {representative, coordinator}
    assert not can_read_room(member, room)

    with django_capture_on_commit_callbacks(execute=True):
        cancel_event(pool.event, by=coordinator, reason="The hall is flooded.")
    room.refresh_from_db()
    assert (can_read_room(coordinator, room), can_post_in_room(coordinator, room)) == (True, False)


def test_the_team_of_a_review_has_a_room_until_it_is_over(
    organisation, coordinator, representative, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        review = review_in("self_assessment", host=organisation, coordinator=coordinator, representative=representative)
    room = Room.objects.get(kind="review")

    assert people_in(room) == {*team_of(review), coordinator}
    assert not can_read_room(representative, room)  # the host is not where the team talks about it

    with django_capture_on_commit_callbacks(execute=True):
        cancel_review(review, by=coordinator, reason="Nobody can travel.")
    room.refresh_from_db()
    assert not can_post_in_room(coordinator, room)
