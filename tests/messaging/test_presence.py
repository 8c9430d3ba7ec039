"""Who is here and who is writing: told to the others, not to those who may not know, and dropped before anything else."""

import pytest

from messaging import limits
from messaging.actions import block_person, open_direct
from messaging.models import Attention, Participation
from messaging.sockets import Socket
from tests.factories.messaging import room_with
from tests.messaging.test_sockets import in_database, reading, two_members  # noqa: F401  (a fixture among them)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(limits, "PRESENCE", 0.05)


async def test_who_is_here_and_who_is_writing_is_told_to_the_others(reading):  # noqa: F811
    one, other = await in_database(two_members)
    room = await in_database(lambda: room_with(one, other))
    first, second = await reading(room, one), await reading(room, other)

    while len((here := await first.said("here"))["people"]) < 2:
        pass
    await second.wire.send_to(text_data='{"type":"typing"}')

    assert here["people"] == {str(one.uuid): "Mila Member", str(other.uuid): "Rade Member"}
    assert await first.said("typing") == {"type": "typing", "person": str(other.uuid), "name": "Rade Member"}


async def test_who_does_not_want_to_be_seen_is_not(reading):  # noqa: F811
    one, other = await in_database(two_members)
    room = await in_database(lambda: room_with(one, other))
    await in_database(lambda: Attention.objects.create(person=other, is_seen=False))
    first, second = await reading(room, one), await reading(room, other)

    await second.wire.send_to(text_data='{"type":"typing"}')
    await second.wire.send_to(text_data='{"type":"ping"}')
    await second.said("pong")

    assert (await first.said("here"))["people"] == {str(one.uuid): "Mila Member"}
    assert await first.wire.receive_nothing(timeout=0.3)


async def test_a_block_ends_being_seen_at_once(reading):  # noqa: F811
    one, other = await in_database(two_members)

    def talk():
        room = open_direct(other, by=one)
        Participation.objects.filter(room=room).update(state="active")
        return room

    room = await in_database(talk)
    first, second = await reading(room, one), await reading(room, other)
    while len((await first.said("here"))["people"]) < 2:
        pass

    await in_database(lambda: block_person(one, by=other))

    assert (await first.said("here"))["people"] in (
        {},
        {str(one.uuid): "Mila Member"},
        {str(other.uuid): "Rade Member"},
    )
    await second.wire.send_to(text_data='{"type":"typing"}')
    while not await first.wire.receive_nothing(timeout=0.4):
        assert '"typing"' not in await first.wire.receive_from()


async def test_a_whisper_is_dropped_where_something_waits():
    async def send(message):
        raise AssertionError("nobody speaks here")

    socket = Socket(
        room_id=1, person_id=1, person="", name="", is_seen=True, session_key="a", password_stamp=0, language="en", send=send
    )  # fmt: skip
    socket.put("something that matters")

    assert socket.whisper("somebody is writing") is False
    assert list(socket.line) == ["something that matters"]
