"""Pins, bookmarks, drafts, marking as unread, previews, polls: what people put aside and ask each other."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from messaging import limits
from messaging.actions import (
    cast_vote,
    close_poll,
    delete_message,
    keep_bookmark,
    mark_read,
    mark_unread,
    open_poll,
    pin_message,
    save_draft,
)
from messaging.finding import bookmarks_of, topics_of
from messaging.models import Bookmark, Draft, Message, Participation, Vote
from messaging.queries import rooms_of
from messaging.rows import answers
from network.core.errors import DomainError, NotAllowed
from tests.factories.members import AffiliationFactory
from tests.factories.messaging import ParticipationFactory, room_with, say

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


def test_pinning_is_a_change_that_everybody_gets(member, representative):
    room = room_with(member)
    ParticipationFactory(room=room, person=representative, role="moderator")
    message = say(room, member, "The form")

    pinned = pin_message(message, by=representative)
    again = pin_message(message, by=representative)

    assert (pinned.is_pinned, pinned.revision, again.revision) == (True, 2, 2)
    assert list(room.messages.pinned()) == [message]
    with pytest.raises(NotAllowed):
        pin_message(message, by=member)
    assert not pin_message(message, by=representative, pinned=False).is_pinned


def test_a_room_holds_so_many_pins(member, monkeypatch):
    monkeypatch.setattr(limits, "PINS", 1)
    room = room_with()
    ParticipationFactory(room=room, person=member, role="owner")
    pin_message(say(room, member), by=member)

    with pytest.raises(DomainError, match="Take one down"):
        pin_message(say(room, member), by=member)


def test_bookmarks_are_ones_own_and_go_with_the_message_and_the_right_to_read(member, representative):
    room = room_with(member, representative, confidential=True)
    kept, withdrawn = say(room, member), say(room, member)
    for message in (kept, kept, withdrawn):
        keep_bookmark(message, by=representative)
    delete_message(withdrawn, by=member)

    assert [one.message for one in bookmarks_of(representative)] == [kept]
    assert list(bookmarks_of(member)) == []
    Participation.objects.filter(person=representative).update(state="removed")
    assert list(bookmarks_of(representative)) == []
    keep_bookmark(kept, by=representative, kept=False)
    assert Bookmark.objects.count() == 0


def test_a_draft_follows_its_author_and_ends_when_it_is_sent(client_for, member, representative):
    room = room_with(member, representative)
    here, there = client_for(member), client_for(member)

    saved = here.post(f"/en/rooms/{room.slug}/draft", {"text": "Dear all,"}, headers=JSON)

    assert saved.status_code == 204
    assert "Dear all," in there.get(f"/en/rooms/{room.slug}/").content.decode()
    assert "Dear all," not in client_for(representative).get(f"/en/rooms/{room.slug}/").content.decode()
    there.post(f"/en/rooms/{room.slug}/send", {"text": "Dear all, hello"})
    assert Draft.objects.count() == 0


def test_drafts_are_for_those_who_may_write(member, stranger):
    room = room_with(member)

    with pytest.raises(NotAllowed):
        save_draft(room, by=stranger, text="Let me in")


def test_unread_from_a_message_counts_from_there(member, representative):
    room = room_with(member, representative)
    for _number in range(5):
        say(room, representative)
    mark_read(room, by=member, seq=5)

    mark_unread(room, by=member, seq=3)

    [row] = rooms_of(member)
    assert row.unread == 3


def test_the_first_unread_message_is_one_link_away(client_for, member, representative):
    room = room_with(member, representative)
    messages = [say(room, representative) for _number in range(3)]
    Message.objects.bulk_create(
        Message(room=room, seq=seq, revision=seq, client_id=uuid.uuid4(), author=representative, text="x", html="x")
        for seq in range(4, 80)
    )
    room.head_seq = room.revision = 79
    room.save()
    mark_read(room, by=member, seq=messages[0].seq)

    page = client_for(member).get(f"/en/rooms/{room.slug}/").content.decode()

    assert 'href="?around=2#unread"' in page


def test_everybody_called_counts_as_a_mention(member, representative):
    room = room_with(member, representative)
    say(room, representative, "@all, please read")
    say(room, representative, "For @Mila Member")
    say(room, member, "@all fine")

    [row] = rooms_of(member)

    assert row.mentions == 2


def test_an_organisation_is_called_through_its_people(member, representative, stranger):
    room = room_with(member, representative, sensitivity="open")
    ParticipationFactory(room=room, person=stranger)

    message = say(room, stranger, "What does @Primer centar say?")

    assert {one.person for one in message.mentions.all()} == {member, representative}
    assert 'data-organisation="' in message.html


def test_a_preview_shows_what_will_be_sent_and_keeps_what_was_typed(client_for, member):
    room = room_with(member)
    client = client_for(member)

    shown = client.post(f"/en/rooms/{room.slug}/preview", {"text": "**So** <b>it</b> is", "topic": "Forms"})
    told = client.post(f"/en/rooms/{room.slug}/preview", {"text": "*So*"}, headers=JSON)

    assert "<strong>So</strong> &lt;b&gt;it&lt;/b&gt; is" in shown.content.decode()
    assert 'value="Forms"' in shown.content.decode()
    assert told.json() == {"html": "<p><em>So</em></p>"}
    assert room.messages.count() == 0


def test_topics_are_counted_newest_first(member):
    room = room_with(member)
    for topic in ("Forms", "Forms", "", "Training"):
        say(room, member, topic=topic)

    assert [(one["topic"], one["count"]) for one in topics_of(room)] == [("Training", 1), ("Forms", 2)]


# --- Polls -------------------------------------------------------------------------------------------------------


def poll_in(room, author, **more):
    question = {"question": "When?", "options": ["Monday", "Friday", "Never"], "client_id": uuid.uuid4(), **more}
    return open_poll(room, author=author, **question)


def counts(message):
    return [one.count for one in answers(Message.objects.get(pk=message.pk))]


def test_a_person_has_one_vote_and_may_move_it(member, representative):
    room = room_with(member, representative)
    message = poll_in(room, member)

    for person, position in ((member, 1), (representative, 1), (member, 2), (member, 2)):
        cast_vote(message, by=person, position=position)

    assert counts(message) == [1, 1, 0]
    cast_vote(message, by=member, position=2, chosen=False)
    assert counts(message) == [1, 0, 0]


def test_several_answers_where_the_poll_says_so(member):
    message = poll_in(room_with(member), member, allows_several=True)

    for position in (1, 3, 3):
        cast_vote(message, by=member, position=position)

    assert counts(message) == [1, 0, 1]


def test_an_organisation_has_one_vote_however_many_speak_for_it(member, representative, organisation):
    colleague = AffiliationFactory(organisation=organisation, role="representative").person
    room = room_with(member, representative, colleague)
    message = poll_in(room, member, ballot="organisation")

    cast_vote(message, by=representative, position=1)
    cast_vote(message, by=colleague, position=2)

    assert counts(message) == [0, 1, 0]
    assert [vote.organisation for vote in Vote.objects.all()] == [organisation]
    with pytest.raises(NotAllowed, match="speak for"):
        cast_vote(message, by=member, position=1)


def test_who_speaks_for_several_says_for_which(representative, organisation):
    other = AffiliationFactory(person=representative, role="representative").organisation
    message = poll_in(room_with(representative), representative, ballot="organisation")

    with pytest.raises(DomainError, match="several"):
        cast_vote(message, by=representative, position=1)
    cast_vote(message, by=representative, position=1, organisation=other)
    cast_vote(message, by=representative, position=2, organisation=organisation)

    assert counts(message) == [1, 1, 0]


def test_a_poll_ends_by_hand_or_by_its_date(member, representative):
    room = room_with(member, representative)
    message, dated = poll_in(room, member), poll_in(room, member, closes_at=timezone.now() + timedelta(hours=1))
    close_poll(message, by=member)
    dated.poll.closes_at = timezone.now() - timedelta(seconds=1)
    dated.poll.save()

    for one in (message, dated):
        with pytest.raises(DomainError, match="ended"):
            cast_vote(one, by=representative, position=1)
    with pytest.raises(NotAllowed):
        close_poll(dated, by=representative)


def test_asking_twice_under_one_name_is_one_poll(member):
    room, name = room_with(member), uuid.uuid4()

    first, second = (poll_in(room, member, client_id=name) for _time in range(2))

    assert (first.pk, room.messages.count(), first.poll.options.count()) == (second.pk, 1, 3)


@pytest.mark.parametrize("options", [["One"], ["Same", " Same "], [str(number) for number in range(13)]])
def test_a_poll_has_different_answers_and_not_too_many(member, options):
    room = room_with(member)

    with pytest.raises(DomainError, match="at least two"):
        poll_in(room, member, options=options)
    assert room.messages.count() == 0


def test_a_withdrawn_poll_takes_its_votes_along(member):
    message = poll_in(room_with(member), member)
    cast_vote(message, by=member, position=1)

    delete_message(message, by=member)

    assert Vote.objects.count() == 0
