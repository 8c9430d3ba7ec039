"""Rooms that people open by themselves, and what they say of them."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from messaging.actions import appoint, describe_room, found_room
from messaging.models import Participation, Room
from messaging.permissions import can_open_room
from messaging.queries import kinds_to_open
from network.core.errors import DomainError, NotAllowed
from network.core.models import Country
from tests.crowds import all_at_once
from tests.factories.members import AffiliationFactory, UserFactory
from tests.factories.messaging import RoomFactory, room_with, say

pytestmark = pytest.mark.django_db
KINDS = ("working_group", "organisation", "theme", "country")

# Who may open which of KINDS.
MAY_OPEN = {
    "anonymous": "····",
    "stranger": "····",
    "member": "x···",
    "representative": "xx··",
    "coordinator": "x·xx",
    "secretariat": "x·xx",
    "grants_manager": "····",
    "editor": "····",
    "assessor": "····",
}


@pytest.fixture
def cast(stranger, member, representative, coordinator, secretariat, grants_manager, editor, assessor):
    return {
        "stranger": stranger, "member": member, "representative": representative, "coordinator": coordinator,
        "secretariat": secretariat, "grants_manager": grants_manager, "editor": editor, "assessor": assessor,
    }  # fmt: skip


def people_of(room: Room) -> dict[Any, str]:
    return {one.person: one.role for one in Participation.objects.active().filter(room=room).select_related("person")}


def test_who_may_open_what(cast, client_for):
    """The predicate, its twin and the page say the same."""
    marks, lists, pages = {}, {}, {}
    clients = {"anonymous": Client(), **{who: client_for(user) for who, user in cast.items()}}
    for who, client in clients.items():
        if who in cast:
            marks[who] = "".join("x" if can_open_room(cast[who], kind) else "·" for kind in KINDS)
            offered = [one.kind for one in kinds_to_open(cast[who])]
            lists[who] = "".join("x" if kind in offered else "·" for kind in KINDS)
        answers = [client.get(f"/en/rooms/open/{kind}/").status_code for kind in KINDS]
        pages[who] = "".join({200: "x", 302: "·" if who == "anonymous" else "?", 403: "·"}[one] for one in answers)

    known = {who: row for who, row in MAY_OPEN.items() if who != "anonymous"}
    assert (marks, lists, pages) == (known, known, MAY_OPEN)


@pytest.mark.parametrize("kind", ["direct", "group", "event", "call", "review", "nonsense"])
def test_what_belongs_to_something_else_is_not_opened_here(client_for, secretariat, kind):
    assert client_for(secretariat).get(f"/en/rooms/open/{kind}/").status_code == 404
    with pytest.raises(NotAllowed):
        found_room(kind=kind, titles={"en": "Room"}, by=secretariat)


def test_a_working_group_is_opened_once_however_often_the_form_is_sent(client_for, member, audit_lines):
    client = client_for(member)
    form = {
        "token": str(uuid.uuid4()),
        "title_en": "Night shift",
        "purpose_en": "Who is awake where",
        "title_sr": "Ноћна смена",
    }

    answers = [client.post("/en/rooms/open/working_group/", form) for _click in range(2)]

    room = Room.objects.get(kind="working_group")
    assert [answer["Location"] for answer in answers] == [f"/en/rooms/{room.slug}/people/"] * 2
    assert (room.titles, room.purposes) == (
        {"en": "Night shift", "sr": "Ноћна смена"},
        {"en": "Who is awake where"},
    )
    assert (room.slug, room.sensitivity, people_of(room)) == ("night-shift", "confidential", {member: "owner"})
    assert [line[0] for line in audit_lines()].count("room.opened") == 1


def test_a_room_without_a_name_is_not_opened_and_keeps_what_was_typed(client_for, member):
    answer = client_for(member).post("/en/rooms/open/working_group/", {"purpose_en": "Who is awake where"})

    assert answer.status_code == 422
    assert b'value="Who is awake where"' in answer.content
    assert not Room.objects.exists()


def test_the_room_of_an_organisation_holds_its_people_and_there_is_one(
    client_for, organisation, member, representative
):
    form = {"organisation": organisation.pk, "title_en": "Our team"}
    other = AffiliationFactory(role="representative")

    first, again = (client_for(representative).post("/en/rooms/open/organisation/", form) for _time in range(2))
    foreign = client_for(other.person).post("/en/rooms/open/organisation/", form)

    room = Room.objects.get(kind="organisation")
    assert people_of(room) == {representative: "owner", member: "member"}
    assert [first.status_code, again.status_code, foreign.status_code] == [302, 422, 422]
    assert "There is such a room already." in again.content.decode()


def test_a_coordinator_opens_the_room_of_their_own_country_only(coordinator, secretariat):
    serbia, bosnia = Country.objects.get(pk="RS"), Country.objects.get(pk="BA")
    with pytest.raises(NotAllowed):
        found_room(kind="country", country=bosnia, titles={"en": "Bosnia"}, by=coordinator)

    room = found_room(kind="country", country=serbia, titles={"en": "Serbia"}, sensitivity="members", by=coordinator)

    assert (room.key, room.country, room.sensitivity) == ("country:RS", serbia, "members")
    with pytest.raises(DomainError, match="already"):
        found_room(kind="country", country=serbia, titles={"en": "Serbia too"}, by=secretariat)


def test_a_room_is_described_by_those_who_look_after_it(client_for, member, representative, secretariat, audit_lines):
    room = room_with(member, representative)
    Participation.objects.filter(person=representative).update(role="moderator")
    form = {"title_en": "Renamed", "purpose_en": "New", "sensitivity": "open"}
    address = f"/en/rooms/{room.slug}/about/"

    statuses = [client_for(one).post(address, form).status_code for one in (member, representative, representative)]

    room.refresh_from_db()
    assert statuses == [403, 302, 302]
    assert (room.titles, room.purposes, room.sensitivity) == ({"en": "Renamed"}, {"en": "New"}, "open")
    assert [line[0] for line in audit_lines()].count("room.described") == 1
    assert client_for(secretariat).get(address).status_code == 200  # a common room


@pytest.mark.parametrize(("before", "after", "is_done"), [
    ("confidential", "members", False), ("confidential", "open", False), ("members", "open", False),
    ("open", "members", True), ("members", "confidential", True), ("members", "members", True),
])  # fmt: skip
def test_what_was_said_to_few_is_never_opened_to_more(client_for, representative, before, after, is_done):
    room = room_with(representative, sensitivity=before)
    Participation.objects.filter(room=room).update(role="owner")
    say(room, representative, "In confidence")

    answer = client_for(representative).post(
        f"/en/rooms/{room.slug}/about/", {"title_en": "Renamed", "sensitivity": after}
    )

    room.refresh_from_db()
    assert (answer.status_code, room.sensitivity) == ((302, after) if is_done else (422, before))
    assert ("said to fewer people" in answer.content.decode()) is not is_done


@pytest.mark.parametrize("kind", ["event", "call", "review", "direct"])
def test_what_another_app_opened_is_not_renamed(kind, member):
    room = RoomFactory(kind=kind, sensitivity="confidential")
    Participation.objects.create(room=room, person=member, role="owner")

    with pytest.raises(NotAllowed):
        describe_room(room, titles={"en": "Mine"}, purposes={}, by=member)


def test_owners_appoint_and_the_last_one_stays(client_for, member, representative):
    room = found_room(kind="working_group", titles={"en": "Group"}, by=representative)
    other = Participation.objects.create(room=room, person=member)
    mine = Participation.objects.get(room=room, person=representative)
    page = f"/en/rooms/{room.slug}/people/{{}}/role/"

    assert client_for(member).post(page.format(member.uuid), {"role": "owner"}).status_code == 403
    with pytest.raises(DomainError, match="needs an owner"):
        appoint(mine, role="member", by=representative)
    assert client_for(representative).post(page.format(member.uuid), {"role": "owner"}).status_code == 302
    appoint(mine, role="member", by=member)

    assert people_of(room) == {representative: "member", member: "owner"}
    with pytest.raises(NotAllowed):
        appoint(other, role="member", by=representative)


def test_nobody_is_appointed_who_is_not_there(member, representative):
    room = found_room(kind="working_group", titles={"en": "Group"}, by=representative)
    gone = Participation.objects.create(room=room, person=member, state="left")

    with pytest.raises(DomainError, match="not in the room"):
        appoint(gone, role="owner", by=representative)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_people_asks_the_same_whatever_its_length(client_for, representative, number):
    room = found_room(kind="working_group", titles={"en": "Group"}, by=representative)
    for _one in range(number):
        Participation.objects.create(room=room, person=UserFactory())
    client = client_for(representative)
    client.get(f"/en/rooms/{room.slug}/people/")

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"/en/rooms/{room.slug}/people/")

    assert (answer.status_code, len(asked)) == (200, 9)


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads need a database that they can share")
@pytest.mark.django_db(transaction=True)
def test_two_who_open_the_room_of_a_country_at_once_open_one(secretariat, coordinator):
    serbia = Country.objects.get(pk="RS")

    def opened(by: Any) -> Any:
        return found_room(kind="country", country=serbia, titles={"en": "Serbia"}, by=by)

    outcomes = all_at_once([lambda by=by: opened(by) for by in (secretariat, coordinator) * 5])

    room = Room.objects.get(kind="country")
    assert {one.pk for one in outcomes if isinstance(one, Room)} == {room.pk}
    assert len(people_of(room)) == 1
