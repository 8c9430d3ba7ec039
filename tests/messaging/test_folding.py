"""What somebody whom one blocked says in a shared room: there, but only when asked for, and calling nobody."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from messaging import finding, queries
from messaging.actions import block_person, open_direct, unblock_person
from messaging.digests import send_digests
from messaging.exports import room_as_data
from messaging.models import Message, Participation
from network.core.models import OutboxMessage
from tests.factories.members import AffiliationFactory
from tests.factories.messaging import room_with, say

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
FOLDED = "A message of somebody you blocked"


@pytest.fixture
def room(member, representative):
    """`member` has blocked `representative`, who then calls them; a third person speaks too."""
    third = AffiliationFactory(person__full_name="Treca Person").person
    room = room_with(member, representative, third)
    room.third = third
    block_person(representative, by=member)
    say(room, representative, "Come here, @Mila Member and @all")
    say(room, third, "Good morning")
    say(room, representative, "An answer", reply_to=2)
    say(room, third, "And mine", reply_to=1)
    return room


def row_of(user, room):
    [row] = [row for row in queries.rooms_of(user) if row.room == room]
    return row


def test_it_is_not_counted_and_calls_nobody(room, member, representative):
    mine, thirds = row_of(member, room), row_of(room.third, room)

    assert (mine.unread, mine.mentions, mine.is_last_folded) == (2, 0, False)
    assert (thirds.unread, thirds.mentions) == (4 - thirds.participation.last_read_seq, 0 if thirds.unread == 0 else 1)

    say(room, representative, "Still here")
    assert (row_of(member, room).unread, row_of(member, room).is_last_folded) == (2, True)
    unblock_person(representative, by=member)
    assert (row_of(member, room).unread, row_of(member, room).mentions, row_of(member, room).is_last_folded) == (
        5,
        2,
        False,
    )


def test_the_page_and_the_json_fold_it_for_the_one_who_blocked_and_for_nobody_else(
    client_for, room, member, representative
):
    folded = {}
    for name, person in {"blocker": member, "blocked": representative, "third": room.third}.items():
        client = client_for(person)
        page = client.get(f"/en/rooms/{room.slug}/").content.decode()
        items = client.get(f"/en/rooms/{room.slug}/messages?after=0", headers=JSON).json()["items"]
        listed = page.split("data-messages")[1].split("data-outbox")[0]
        folded[name] = (listed.count(FOLDED), [FOLDED in item["html"] for item in items])

    nothing = (0, [False] * 4)
    assert folded == {"blocker": (2, [True, False, True, False]), "blocked": nothing, "third": nothing}


def test_an_answer_does_not_quote_it(client_for, room, member):
    items = client_for(member).get(f"/en/rooms/{room.slug}/messages?after=0", headers=JSON).json()["items"]

    assert "Come here" in items[0]["html"]  # in the fold
    assert "Come here" not in items[3]["html"]


def test_the_script_knows_whose_messages_to_fold(client_for, room, member, representative):
    script = client_for(member).get(f"/en/rooms/{room.slug}/").context["script"]
    assert script["blocked"] == [str(representative.uuid)]
    assert client_for(representative).get(f"/en/rooms/{room.slug}/").context["script"]["blocked"] == []


def test_search_leaves_it_out_and_the_export_does_not(room, member, representative):
    def texts(user, words):
        return [one.text for one in finding.find_messages(user, finding.MessageSearch(words=words))]

    assert (texts(member, "answer"), texts(room.third, "answer")) == ([], ["An answer"])
    assert [one["text"] for one in room_as_data(room)["messages"]][2] == "An answer"


def test_in_a_conversation_of_the_two_nothing_is_folded(client_for, member, representative):
    room = open_direct(representative, by=member)
    Participation.objects.filter(room=room).update(state="active")
    say(room, representative, "Between us")
    block_person(representative, by=member)

    page = client_for(member).get(f"/en/rooms/{room.slug}/").content.decode()
    assert FOLDED not in page.split("data-messages")[1].split("data-outbox")[0]
    assert [one.text for one in finding.find_messages(member, finding.MessageSearch(words="between"))] == ["Between us"]


def test_no_email_tells_of_it(room, member, representative):
    Participation.objects.filter(person=member).update(level="all")
    Participation.objects.exclude(person=member).update(level="none")
    monday = timezone.now().replace(hour=10) + timedelta(days=7 - timezone.now().weekday())

    assert send_digests(monday) == 1
    told = OutboxMessage.objects.get(kind="room-digest").text
    assert ("Good morning" in told, "And mine" in told, "An answer" in told) == (True, True, False)


def test_a_message_sent_before_the_block_is_folded_too(client_for, member, representative):
    room = room_with(member, representative)
    Message.objects.create(
        room=room, seq=1, revision=1, client_id=uuid.uuid4(), author=representative, text="Old", html="<p>Old</p>"
    )
    room.head_seq = room.revision = 1
    room.save()
    block_person(representative, by=member)

    assert FOLDED in client_for(member).get(f"/en/rooms/{room.slug}/messages?after=0", headers=JSON).content.decode()
