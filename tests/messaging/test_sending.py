"""Saying something: numbers without gaps, once per client_id, within the rules."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import close_old_connections, connection
from django.utils import timezone

from messaging import limits
from messaging.actions import (
    archive_room,
    block_person,
    delete_message,
    edit_message,
    hide_message,
    mark_read,
    open_direct,
    remove_participant,
    send_message,
    set_reaction,
    silence_participant,
)
from messaging.actions.messages import TooFast
from messaging.models import Mention, Message, Participation, Room
from network.core.errors import DomainError, NotAllowed
from network.core.models import PrivateFile
from tests.factories.members import UserFactory
from tests.factories.messaging import ParticipationFactory, RoomFactory, room_with, say

pytestmark = pytest.mark.django_db


def test_messages_are_numbered_from_one_without_gaps(member, representative):
    room, other = room_with(member, representative), room_with(member)

    sent = [say(room, member), say(other, member), say(room, representative), say(room, member)]

    room.refresh_from_db()
    assert [(message.room_id, message.seq) for message in sent] == [
        (room.pk, 1),
        (other.pk, 1),
        (room.pk, 2),
        (room.pk, 3),
    ]
    assert (room.head_seq, room.revision) == (3, 3)


def test_the_same_client_id_is_the_same_message(member):
    room, client_id = room_with(member), uuid.uuid4()

    first = say(room, member, "Once", client_id=client_id)
    second = say(room, member, "Once, again", client_id=str(client_id))

    assert first == second
    assert list(room.messages.values_list("seq", "text")) == [(1, "Once")]


def test_another_person_may_use_the_same_client_id(member, representative):
    room, client_id = room_with(member, representative), uuid.uuid4()

    say(room, member, client_id=client_id)
    say(room, representative, client_id=client_id)

    assert room.messages.count() == 2


def test_a_client_id_of_another_room_is_refused(member):
    client_id = uuid.uuid4()
    say(room_with(member), member, client_id=client_id)

    with pytest.raises(DomainError, match="another room"):
        say(room_with(member), member, client_id=client_id)


def test_a_resend_is_answered_even_after_the_sender_was_removed(member, secretariat):
    room, client_id = room_with(member), uuid.uuid4()
    sent = say(room, member, client_id=client_id)
    remove_participant(Participation.objects.get(room=room, person=member), by=None, reason="test")

    assert say(room, member, client_id=client_id) == sent


def test_a_message_rings_after_commit_without_its_text(member, monkeypatch, django_capture_on_commit_callbacks):
    rung = []
    monkeypatch.setattr("messaging.doorbell.ring", rung.append)
    room = room_with(member)

    with django_capture_on_commit_callbacks(execute=True):
        say(room, member, "Secret words")

    assert rung == [{"type": "room", "room": room.pk, "seq": 1, "revision": 1}]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Write something"), ("   \n ", "Write something"), ("x" * 8001, "8001"), ("\u0000\u0007", "Write something")],
    ids=["empty", "blank", "too long", "control characters"],
)
def test_a_message_must_say_something_of_reasonable_length(member, text, sentence):
    with pytest.raises(DomainError, match=sentence):
        say(room_with(member), member, text)


def test_a_nonsense_client_id_is_refused(member):
    with pytest.raises(DomainError, match="UUID"):
        say(room_with(member), member, client_id="'; drop table")


def test_writing_too_fast_is_refused_with_the_time_to_wait(member):
    room = room_with(member)
    for _number in range(limits.RATE_MESSAGES):
        say(room, member)

    with pytest.raises(TooFast, match=r"You can write again in \d+ seconds") as refusal:
        say(room, member)

    assert 1 <= refusal.value.seconds <= limits.RATE_WINDOW.total_seconds() + 1


def test_slow_mode_asks_for_a_pause(member):
    room = room_with(member, slow_mode_seconds=60)
    say(room, member)

    with pytest.raises(TooFast):
        say(room, member)


def outsider(room, person):
    return UserFactory()


def silenced(room, person):
    silence_participant(
        Participation.objects.get(room=room, person=person), until=timezone.now() + timedelta(hours=1), by=None
    )
    return person


def removed(room, person):
    remove_participant(Participation.objects.get(room=room, person=person), by=None, reason="test")
    return person


def in_a_closed_room(room, person):
    archive_room(room, by=None)
    return person


def in_a_locked_room(room, person):
    Room.objects.filter(pk=room.pk).update(posting="nobody")
    return person


def in_a_room_for_moderators(room, person):
    Room.objects.filter(pk=room.pk).update(posting="moderators")
    return person


@pytest.mark.parametrize(
    "make",
    [outsider, silenced, removed, in_a_closed_room, in_a_locked_room, in_a_room_for_moderators],
    ids=lambda f: f.__name__,
)
def test_who_may_not_write_gets_a_sentence_and_stores_nothing(member, make):
    room = room_with(member)
    author = make(room, member)

    with pytest.raises(NotAllowed, match=r"[.]$"):
        say(room, author)

    assert room.messages.count() == 0


def test_a_direct_conversation_starts_with_one_message_until_it_is_accepted(member, representative):
    room = open_direct(representative, by=member)
    say(room, member, "May I ask you something?")

    with pytest.raises(NotAllowed, match="joined"):
        say(room, member, "Hello?")


def test_a_block_keeps_both_from_writing(member, representative):
    room = open_direct(representative, by=member)
    Participation.objects.filter(room=room).update(state="active")
    block_person(member, by=representative)

    for author in (member, representative):
        with pytest.raises(NotAllowed):
            say(room, author)
    with pytest.raises(NotAllowed):
        open_direct(representative, by=member)


def test_editing_keeps_what_was_said_before(member):
    room = room_with(member)
    message = say(room, member, "Meet at *nine*")
    say(room, member, "…")

    edited = edit_message(message, by=member, text="Meet at *ten*")

    room.refresh_from_db()
    assert (edited.seq, edited.revision, edited.html) == (1, 3, "<p>Meet at <em>ten</em></p>")
    assert edited.edited_at is not None
    assert [version.text for version in edited.versions.all()] == ["Meet at *nine*"]
    assert (room.head_seq, room.revision) == (2, 3)


def test_others_cannot_edit_nor_can_the_author_after_a_day(member, representative):
    room = room_with(member, representative)
    message = say(room, member)
    with pytest.raises(NotAllowed):
        edit_message(message, by=representative, text="No")
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now() - limits.EDITING)
    with pytest.raises(NotAllowed):
        edit_message(message, by=member, text="No")


def test_a_withdrawn_message_leaves_its_number_and_nothing_else(member):
    room = room_with(member)
    message = say(room, member, "Oh no", files=[SimpleUploadedFile("list.txt", b"names")])
    edit_message(message, by=member, text="Oh dear")
    set_reaction(message, by=member, sign="👍", given=True)

    delete_message(message, by=member)
    delete_message(message, by=member)

    kept = Message.objects.get(pk=message.pk)
    assert (kept.seq, kept.text, kept.html, kept.folded, kept.reactions) == (1, "", "", "", {})
    assert kept.is_deleted
    assert kept.versions.count() == 0
    assert PrivateFile.objects.count() == 0


def test_moderators_hide_what_others_wrote_and_it_is_logged(member, representative, audit_lines):
    room = room_with(member)
    ParticipationFactory(room=room, person=representative, role="moderator")
    message = say(room, member, "Rude")

    hide_message(message, by=representative, reason="Rude words")

    assert ("message.hidden", "Rade Representative", "Rude words") in audit_lines()
    with pytest.raises(NotAllowed):
        delete_message(say(room, member, "Ruder"), by=representative)


def test_reactions_are_given_once_and_taken_back(member, representative):
    room = room_with(member, representative)
    message = say(room, member)

    for person in (member, representative, member):
        message = set_reaction(message, by=person, sign="🎉", given=True)
    assert message.reactions == {"🎉": [str(member.uuid), str(representative.uuid)]}

    message = set_reaction(message, by=member, sign="🎉", given=False)
    assert message.reactions == {"🎉": [str(representative.uuid)]}
    with pytest.raises(DomainError):
        set_reaction(message, by=member, sign="<b>", given=True)


def test_a_reply_points_into_the_same_room(member):
    room = room_with(member)
    first = say(room, member)

    assert say(room, member, reply_to=1).reply_to == first
    with pytest.raises(DomainError, match="not there"):
        say(room, member, reply_to=9)


def test_mentions_are_of_people_in_the_room(member, representative, coordinator):
    room = room_with(member, representative)

    message = say(room, member, "@Rade Representative and @Koviljka Coordinator, and @all")

    assert list(Mention.objects.values_list("message", "person")) == [(message.pk, representative.pk)]
    assert message.mentions_all
    assert f'data-person="{representative.uuid}"' in message.html
    assert "@Koviljka" in message.html


def test_reading_never_goes_back_and_not_beyond_the_newest(member, representative):
    room = room_with(member, representative)
    for _number in range(3):
        say(room, representative)

    mark_read(room, by=member, seq=2)
    mark_read(room, by=member, seq=1)
    assert Participation.objects.get(room=room, person=member).last_read_seq == 2
    mark_read(room, by=member, seq=99)
    assert Participation.objects.get(room=room, person=member).last_read_seq == 3


def test_ones_own_message_is_read_only_where_nothing_before_it_waits(member, representative):
    room = room_with(member, representative)
    say(room, member)
    assert Participation.objects.get(room=room, person=member).last_read_seq == 1
    say(room, member)
    say(room, representative)
    assert Participation.objects.get(room=room, person=representative).last_read_seq == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="row locks need PostgreSQL")
def test_two_threads_sending_at_once_leave_no_gap_and_no_double():
    people = [UserFactory() for _number in range(2)]
    room = RoomFactory(confidential=True)
    for person in people:
        ParticipationFactory(room=room, person=person)
    start = threading.Barrier(2)
    problems = []

    def send_many(person):
        try:
            start.wait()
            for number in range(25):
                client_id = uuid.uuid4()
                send_message(room, author=person, text=f"{number}", client_id=client_id)
                send_message(room, author=person, text=f"{number}", client_id=client_id)
        except Exception as problem:
            problems.append(problem)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=send_many, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    room.refresh_from_db()
    assert problems == []
    assert list(room.messages.order_by("seq").values_list("seq", flat=True)) == list(range(1, 51))
    assert (room.head_seq, room.revision) == (50, 50)
    for person in people:
        assert list(room.messages.filter(author=person).order_by("seq").values_list("text", flat=True)) == [
            str(number) for number in range(25)
        ]
