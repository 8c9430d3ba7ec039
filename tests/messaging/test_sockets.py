"""The protocol over real ASGI: who gets in, what they are told, and when they are hung up on."""

import asyncio
import json
from functools import partial
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer
from channels.testing import WebsocketCommunicator

from members.models import User
from messaging import frames, limits
from messaging.actions import delete_message, edit_message, invite_person, join_room, mark_read, remove_participant
from messaging.doorbell import GROUP
from messaging.hub import hub
from messaging.models import Participation
from network.asgi import application
from tests.factories.members import AffiliationFactory, UserFactory, person_with_role
from tests.factories.messaging import RoomFactory, room_with, say

pytestmark = pytest.mark.django_db(transaction=True)
HOME = b"http://testserver"


@sync_to_async
def in_database(act: Any) -> Any:
    return act()


def two_members() -> tuple[User, User]:
    first = AffiliationFactory(person__full_name="Mila Member")
    return first.person, AffiliationFactory(organisation=first.organisation, person__full_name="Rade Member").person


class Reader:
    """A socket as a browser would open it."""

    def __init__(self, room: Any, client: Any, origin: bytes | None = HOME, language: str = "en") -> None:
        headers = [(b"host", b"testserver")]
        if client is not None:
            headers.append((b"cookie", f"sessionid={client.cookies['sessionid'].value}".encode()))
        if origin is not None:
            headers.append((b"origin", origin))
        self.wire = WebsocketCommunicator(application, f"/ws/rooms/{room.slug}/?language={language}", headers)

    async def open(self) -> tuple[bool, Any]:
        return await self.wire.connect(timeout=5)

    async def said(self, kind: str, timeout: float = 5) -> dict[str, Any]:
        while True:
            frame = json.loads(await self.wire.receive_from(timeout=timeout))
            if frame["type"] == kind:
                return frame

    async def closed_with(self, timeout: float = 5) -> int:
        while True:
            output = await self.wire.receive_output(timeout=timeout)
            if output["type"] == "websocket.close":
                return output["code"]

    async def close(self) -> None:
        await self.wire.disconnect()


@pytest.fixture
async def reading(client_for):
    """`await reading(room, user)`: a socket that was greeted; all are closed at the end."""
    opened = []

    async def open_reader(room: Any, user: User, **more: Any) -> Reader:
        client = more.pop("client", None) or await in_database(lambda: client_for(user))
        reader = Reader(room, client, **more)
        opened.append(reader)
        assert (await reader.open())[0]
        reader.hello = await reader.said("hello")
        return reader

    yield open_reader
    for reader in opened:
        await reader.close()
    await asyncio.sleep(0)


async def test_a_message_reaches_the_reader_with_its_number(reading):
    one, other = await in_database(two_members)
    room = await in_database(lambda: room_with(one, other))
    reader = await reading(room, other)
    assert (reader.hello["seq"], reader.hello["revision"]) == (0, 0)

    message = await in_database(lambda: say(room, one, "Hello **there**"))
    frame = await reader.said("messages")

    assert {key: frame[key] for key in ("room", "since", "seq", "revision", "more")} == {
        "room": room.slug, "since": 0, "seq": 1, "revision": 1, "more": False,
    }  # fmt: skip
    [item] = frame["items"]
    assert (item["seq"], item["revision"], item["client_id"], item["author"]) == (
        1, 1, str(message.client_id), str(one.uuid),
    )  # fmt: skip
    assert "Hello <strong>there</strong>" in item["html"]


async def test_edits_and_withdrawals_arrive_as_newer_forms_of_the_message(reading):
    one, other = await in_database(two_members)
    room = await in_database(lambda: room_with(one, other))
    message = await in_database(lambda: say(room, one, "Nine"))
    reader = await reading(room, other)

    await in_database(lambda: edit_message(message, by=one, text="Ten"))
    edited = await reader.said("messages")
    await in_database(lambda: delete_message(message, by=one))
    gone = await reader.said("messages")

    assert [(item["seq"], item["revision"]) for item in edited["items"] + gone["items"]] == [(1, 2), (1, 3)]
    assert "Ten" in edited["items"][0]["html"]
    assert "Ten" not in gone["items"][0]["html"]


async def test_every_reader_gets_their_own_language_and_script(reading):
    one, other = await in_database(two_members)
    room = await in_database(lambda: room_with(one, other))
    latin = await reading(room, one, language="sr-latn")
    cyrillic = await reading(room, other, language="sr")
    english = await reading(room, other, language="en")

    await in_database(lambda: (User.objects.filter(pk=one.pk).update(language="sr"), one.refresh_from_db()))
    await in_database(lambda: say(room, one, "Сарадња у пет земаља"))

    texts = [(await reader.said("messages"))["items"][0]["html"] for reader in (latin, cyrillic, english)]
    assert ["Saradnja u pet zemalja" in text for text in texts] == [True, False, False]
    assert ["Сарадња у пет земаља" in text for text in texts] == [False, True, True]


async def test_a_lost_doorbell_costs_seconds_not_a_message(reading, monkeypatch):
    monkeypatch.setattr(limits, "SWEEP", 0.05)
    one, other = await in_database(two_members)
    room = await in_database(lambda: room_with(one, other))
    reader = await reading(room, other)
    monkeypatch.setattr("messaging.doorbell.ring", lambda message: None)

    for number in range(3):
        await in_database(partial(say, room, one, f"Number {number}"))
    seqs: list[int] = []
    while len(seqs) < 3:
        seqs += [item["seq"] for item in (await reader.said("messages"))["items"]]

    assert seqs == [1, 2, 3]


async def test_a_reader_who_breaks_down_keeps_nothing_from_the_others(reading):
    one, other = await in_database(two_members)
    room = await in_database(lambda: room_with(one, other))
    readers = [await reading(room, person) for person in (one, one, other, other)]

    def broken(frame: str) -> None:
        raise ConnectionError

    for socket in hub().watches[room.pk].sockets:
        if socket.person_id == one.pk:
            socket.put = broken
    await in_database(lambda: say(room, one))

    assert [(await reader.said("messages"))["seq"] for reader in readers[2:]] == [1, 1]
    assert [await reader.closed_with() for reader in readers[:2]] == [frames.RESYNC] * 2


async def test_forged_doorbells_are_harmless(reading):
    one, other = await in_database(two_members)
    room = await in_database(lambda: room_with(one, other))
    reader = await reading(room, other)

    layer = get_channel_layer()
    for forged in (
        {"type": "room", "room": room.pk, "seq": 99, "revision": 99},
        {"type": "room", "room": "x", "revision": None},
        {"type": "person", "person": [1]},
        {"type": "nonsense"},
    ):
        await layer.group_send(GROUP, forged)
    await in_database(lambda: say(room, one))

    assert [item["seq"] for item in (await reader.said("messages"))["items"]] == [1]


def subscriptions() -> list[Any]:
    """Who listens to the doorbell; the Redis layer puts a prefix before the name."""
    groups = get_channel_layer().groups
    return [subscribers for name, subscribers in groups.items() if name.endswith(GROUP) and subscribers]


async def test_one_subscription_serves_all_sockets_of_the_process(reading):
    one, other = await in_database(two_members)
    room = await in_database(lambda: room_with(one, other))
    for user in (one, other, other):
        await reading(room, user)

    assert [len(subscribers) for subscribers in subscriptions()] == [1]
    assert len(hub().watches[room.pk].sockets) == 3


async def test_the_last_socket_takes_the_hub_with_it(reading):
    one, other = await in_database(two_members)
    room = await in_database(lambda: room_with(one, other))
    reader = await reading(room, one)
    await reader.close()
    await asyncio.sleep(0.1)

    assert (hub().watches, hub().people, hub().tasks) == ({}, {}, [])
    assert subscriptions() == []


# --- Who gets in -------------------------------------------------------------------------------------------------


def rooms_for_the_table(member: User) -> dict[str, Any]:
    organisation = member.organisations().get()
    return {
        "open": RoomFactory(sensitivity="open"),
        "members": RoomFactory(),
        "confidential": RoomFactory(confidential=True),
        "organisation": RoomFactory(kind="organisation", organisation=organisation, sensitivity="confidential"),
        "direct": RoomFactory(kind="direct", titles={}, sensitivity="confidential"),
    }


def cast_for_the_table() -> tuple[dict[str, User | None], dict[str, Any]]:
    """Somebody of every standing: those "in" and "out" have a participation in each room."""
    one = AffiliationFactory()
    out = AffiliationFactory(organisation=one.organisation)
    ex = AffiliationFactory(organisation=one.organisation)
    cast = {
        "anonymous": None,
        "stranger": UserFactory(),
        "member elsewhere": AffiliationFactory().person,
        "in the room": one.person,
        "invited": UserFactory(),
        "left": UserFactory(),
        "removed": out.person,
        "ex-member": ex.person,
        "suspended": AffiliationFactory(organisation=one.organisation).person,
        "secretariat": person_with_role("secretariat"),
    }
    rooms = rooms_for_the_table(one.person)
    for room in rooms.values():
        for who, state in {
            "in the room": "active", "invited": "invited", "left": "left",
            "removed": "removed", "ex-member": "active", "suspended": "active",
        }.items():  # fmt: skip
            Participation.objects.create(room=room, person=cast[who], state=state)
    ex.until = ex.valid_from
    ex.save()
    cast["suspended"].is_active = False
    cast["suspended"].save()
    return cast, rooms


ADMITTED = {
    # who:              open, members, confidential, organisation, direct
    "anonymous": (0, 0, 0, 0, 0),
    "stranger": (1, 0, 0, 0, 0),
    "member elsewhere": (1, 1, 0, 0, 0),
    "in the room": (1, 1, 1, 1, 1),
    "invited": (1, 0, 1, 0, 1),
    "left": (1, 0, 0, 0, 0),
    "removed": (0, 0, 0, 0, 0),
    "ex-member": (1, 0, 1, 0, 1),
    "suspended": (0, 0, 0, 0, 0),
    "secretariat": (1, 1, 0, 0, 0),
}


def catch_up_status(client: Any, room: Any) -> int:
    return client.get(f"/en/rooms/{room.slug}/messages").status_code


async def test_a_socket_opens_exactly_where_the_page_does(client_for):
    cast, rooms = await in_database(cast_for_the_table)
    sockets, pages = {}, {}
    for who, user in cast.items():
        client = await in_database(lambda user=user: client_for(user)) if user else None
        opened = []
        for room in rooms.values():
            reader = Reader(room, client)
            opened.append(int((await reader.open())[0]))
            await reader.close()
        sockets[who] = tuple(opened)
        if client:
            pages[who] = tuple(
                [int(await in_database(partial(catch_up_status, client, room)) == 200) for room in rooms.values()]
            )

    assert sockets == ADMITTED
    assert pages == {who: row for who, row in ADMITTED.items() if who != "anonymous"}


async def test_staff_without_their_second_factor_get_no_socket(client_for):
    user = await in_database(lambda: person_with_role("secretariat"))
    room = await in_database(RoomFactory)
    client = await in_database(lambda: client_for(user, second_factor=False))
    reader = Reader(room, client)

    assert await reader.open() == (False, frames.NOT_ALLOWED)
    await reader.close()


async def test_a_foreign_origin_is_refused(client_for):
    one, _other = await in_database(two_members)
    room = await in_database(lambda: room_with(one))
    client = await in_database(lambda: client_for(one))
    opened = {}
    for origin in (HOME, b"https://evil.example", b"http://testserver.evil.example", b"null", None):
        reader = Reader(room, client, origin=origin)
        opened[origin] = (await reader.open())[0]
        await reader.close()

    assert opened == {
        HOME: True,
        b"https://evil.example": False,
        b"http://testserver.evil.example": False,
        b"null": False,
        None: False,
    }


async def test_an_unknown_room_is_refused(client_for):
    one, _other = await in_database(two_members)
    room = await in_database(lambda: room_with(one))
    room.slug = "no-such-room"
    reader = Reader(room, await in_database(lambda: client_for(one)))

    assert (await reader.open())[0] is False
    await reader.close()


# --- When it ends ------------------------------------------------------------------------------------------------


async def test_signing_out_hangs_up_at_once(reading, client_for):
    one, other = await in_database(two_members)
    room = await in_database(lambda: room_with(one, other))
    client = await in_database(lambda: client_for(other))
    here = await reading(room, other, client=client)
    elsewhere = await reading(room, other)

    await in_database(client.logout)

    assert await here.closed_with() == frames.SIGNED_OUT
    await in_database(lambda: say(room, one))
    assert (await elsewhere.said("messages"))["seq"] == 1


async def test_somebody_removed_reads_nothing_more(reading):
    one, other = await in_database(two_members)
    room = await in_database(lambda: room_with(one, other))
    reader = await reading(room, other)

    await in_database(
        lambda: remove_participant(Participation.objects.get(room=room, person=other), by=None, reason="test")
    )
    await in_database(lambda: say(room, one, "Now that they are gone"))

    assert await reader.closed_with() == frames.NOT_ALLOWED
    assert await reader.wire.receive_nothing(0.3)


async def test_somebody_removed_reads_nothing_even_where_no_bell_rings_for_it(reading):
    """The rights are asked with every look, so a lost control message costs nothing."""
    one, other = await in_database(two_members)
    room = await in_database(lambda: room_with(one, other))
    reader = await reading(room, other)

    await in_database(lambda: Participation.objects.filter(person=other).update(state="removed"))
    await in_database(lambda: say(room, one, "Now that they are gone"))

    assert await reader.closed_with() == frames.NOT_ALLOWED


def suspend(user: User) -> None:
    user.is_active = False
    user.save()


def change_password(user: User) -> None:
    user.set_password("another-long-password-9")
    user.save()


def end_affiliation(user: User) -> None:
    affiliation = user.affiliations.get()
    affiliation.until = affiliation.valid_from
    affiliation.save()


def unlist_organisation(user: User) -> None:
    organisation = user.organisations().get()
    organisation.is_listed = False
    organisation.save()


async def test_who_loses_the_right_is_hung_up_on_at_once(reading):
    codes = {}
    for act in (suspend, change_password, end_affiliation, unlist_organisation):
        one, _other = await in_database(two_members)
        room = await in_database(partial(room_with, one))
        reader = await reading(room, one)
        await in_database(partial(act, one))
        codes[act.__name__] = await reader.closed_with()

    assert codes == {
        "suspend": frames.NOT_ALLOWED,
        "change_password": frames.SIGNED_OUT,
        "end_affiliation": frames.NOT_ALLOWED,
        "unlist_organisation": frames.NOT_ALLOWED,
    }


GARBAGE = {
    "blank": " ",
    "text": "hello",
    "half of something": "{",
    "a list": "[]",
    "null": "null",
    "a frame of ours, forged": '{"type":"messages","items":[]}',
    "a ping with more": '{"type":"ping","room":1}',
    "nested": "[" * 900,
    "large": "x" * 2000,
    "bytes": b"\x00\x01",
}


async def test_garbage_is_hung_up_on(reading):
    one, _other = await in_database(two_members)
    room = await in_database(lambda: room_with(one))
    codes = {}
    for name, said in GARBAGE.items():
        reader = await reading(room, one)
        await reader.wire.send_to(**{"bytes_data" if isinstance(said, bytes) else "text_data": said})
        codes[name] = await reader.closed_with()

    assert codes == dict.fromkeys(GARBAGE, frames.GARBAGE)


async def test_a_ping_is_answered_and_a_flood_of_them_ends_it(reading):
    one, _other = await in_database(two_members)
    room = await in_database(lambda: room_with(one))
    reader = await reading(room, one)

    await reader.wire.send_to(text_data='{"type":"ping"}')
    assert await reader.said("pong") == {"type": "pong"}
    for _number in range(limits.FRAMES_IN_WINDOW):
        await reader.wire.send_to(text_data='{"type":"ping"}')

    assert await reader.closed_with() == frames.TOO_MANY


async def test_a_reader_who_does_not_keep_up_is_told_to_start_anew(reading, monkeypatch):
    one, other = await in_database(two_members)
    room = await in_database(lambda: room_with(one, other))
    reader = await reading(room, other)
    monkeypatch.setattr(limits, "UNREAD_BYTES", 500)

    await in_database(lambda: say(room, one, "Long " * 400))

    assert await reader.said("resync") == {"type": "resync"}
    assert await reader.closed_with() == frames.RESYNC


async def test_one_person_cannot_hold_any_number_of_sockets(reading, client_for, monkeypatch):
    monkeypatch.setattr(limits, "SOCKETS_PER_PERSON", 2)
    one, _other = await in_database(two_members)
    room = await in_database(lambda: room_with(one))
    await reading(room, one)
    await reading(room, one)
    third = Reader(room, await in_database(lambda: client_for(one)))

    assert (await third.open())[0] is False
    await third.close()


async def test_the_head_is_said_now_and_then(reading, monkeypatch):
    monkeypatch.setattr(limits, "HEARTBEAT", 0.05)
    one, _other = await in_database(two_members)
    room = await in_database(lambda: room_with(one))
    await in_database(lambda: say(room, one))
    reader = await reading(room, one)

    assert await reader.said("head") == {"type": "head", "seq": 1, "revision": 1}


async def test_who_joined_while_connected_stays_connected(reading):
    one, other = await in_database(two_members)
    room = await in_database(lambda: room_with(one))
    reader = await reading(room, other)

    await in_database(lambda: join_room(room, by=other))
    await in_database(lambda: say(room, one))

    assert (await reader.said("messages"))["seq"] == 1


# --- The list of rooms -------------------------------------------------------------------------------------------


class ListReader(Reader):
    def __init__(self, client: Any) -> None:
        headers = [(b"host", b"testserver"), (b"origin", HOME)]
        if client is not None:
            headers.append((b"cookie", f"sessionid={client.cookies['sessionid'].value}".encode()))
        self.wire = WebsocketCommunicator(application, "/ws/rooms/", headers)


async def test_a_list_of_rooms_hears_that_something_moved_and_never_what(client_for):
    one, other = await in_database(two_members)
    mine = await in_database(lambda: room_with(one, other))
    secret = await in_database(lambda: room_with(other, confidential=True))
    client = await in_database(lambda: client_for(one))
    reader = ListReader(client)
    assert (await reader.open())[0]
    await reader.said("hello")

    await in_database(lambda: say(secret, other))
    assert await reader.wire.receive_nothing(0.3)
    await in_database(lambda: say(mine, other))
    assert await reader.said("rooms") == {"type": "rooms"}
    await in_database(lambda: mark_read(mine, by=one, seq=1))  # on another device
    assert await reader.said("rooms") == {"type": "rooms"}
    await in_database(lambda: invite_person(secret, one, by=None))
    assert await reader.said("rooms") == {"type": "rooms"}
    await in_database(lambda: say(secret, other))
    assert await reader.said("rooms") == {"type": "rooms"}

    await in_database(client.logout)
    assert await reader.closed_with() == frames.SIGNED_OUT
    await reader.close()


async def test_a_list_of_rooms_is_for_who_signed_in(client_for):
    stranger = ListReader(None)
    assert (await stranger.open())[0] is False
    halfway = await in_database(lambda: person_with_role("secretariat"))
    reader = ListReader(await in_database(lambda: client_for(halfway, second_factor=False)))
    assert (await reader.open())[0] is False
    await stranger.close()
    await reader.close()


async def test_a_list_of_rooms_rings_for_exactly_what_its_person_may_read(client_for):
    cast, rooms = await in_database(cast_for_the_table)
    rings: dict[str, Any] = {}
    for who, user in cast.items():
        client = await in_database(lambda user=user: client_for(user)) if user else None
        reader = ListReader(client)
        if (await reader.open())[0]:
            await reader.said("hello")
            (mine,) = hub().lists
            rings[who] = tuple(int(room.pk in mine.rooms) for room in rooms.values())
        await reader.close()

    assert rings == {who: row for who, row in ADMITTED.items() if who not in ("anonymous", "suspended")}
