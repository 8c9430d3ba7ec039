"""Rooms as pages and as JSON: who gets in, what forms do without script, how many questions the database is asked."""

import json
import uuid
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import CaptureQueriesContext

from messaging.actions import delete_message, edit_message, open_direct, open_room, set_reaction
from messaging.models import Block, Message, Participation, Room
from messaging.permissions import can_read_room, readers
from tests.factories.members import AffiliationFactory, person_with_role
from tests.factories.messaging import ParticipationFactory, RoomFactory, room_with, say
from tests.messaging.test_sockets import ADMITTED, cast_for_the_table

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


# --- Who may what ------------------------------------------------------------------------------------------------


def test_the_predicate_its_twin_and_the_many_agree():
    cast, rooms = cast_for_the_table()
    people = {who: user for who, user in cast.items() if user is not None}

    one = {who: tuple(int(can_read_room(user, room)) for room in rooms.values()) for who, user in people.items()}
    which = {
        who: tuple(int(room in Room.objects.visible_to(user)) for room in rooms.values())
        for who, user in people.items()
    }
    many = {
        who: tuple(int(user.pk in readers(room, [person.pk for person in people.values()])) for room in rooms.values())
        for who, user in people.items()
    }

    expected = {who: row for who, row in ADMITTED.items() if who != "anonymous"}
    assert (one, which, many) == (expected, expected, expected)


@pytest.mark.parametrize("path", ["", "search/", "write/", "group/", "some-room/", "some-room/messages"])
def test_without_an_account_there_are_no_rooms(client, path):
    answer = client.get(f"/en/rooms/{path}")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/account/login/")


@pytest.mark.parametrize("path", ["send", "join", "leave", "react", "read"])
def test_what_changes_something_is_not_a_link(client_for, member, path):
    room = room_with(member)

    assert client_for(member).get(f"/en/rooms/{room.slug}/{path}").status_code == 405


# --- By plain forms ------------------------------------------------------------------------------------------------


def test_a_form_without_script_ends_where_its_message_stands(client_for, member):
    room, client_id = room_with(member), str(uuid.uuid4())
    client = client_for(member)

    first = client.post(f"/en/rooms/{room.slug}/send", {"text": "Hello", "client_id": client_id})
    second = client.post(f"/en/rooms/{room.slug}/send", {"text": "Hello", "client_id": client_id})

    assert [answer["Location"] for answer in (first, second)] == [f"/en/rooms/{room.slug}/#m1"] * 2
    assert room.messages.count() == 1
    assert "Hello" in client.get(f"/en/rooms/{room.slug}/").text


def test_a_refused_form_keeps_what_was_typed(client_for, member):
    room = room_with(member, slow_mode_seconds=60)
    say(room, member)

    answer = client_for(member).post(f"/en/rooms/{room.slug}/send", {"text": "Too soon <b>"})

    assert answer.status_code == 422
    assert "Too soon &lt;b&gt;" in answer.text
    assert "You can write again in" in answer.text


def test_a_script_gets_a_receipt_and_the_same_one_again(client_for, member):
    room, client_id = room_with(member), str(uuid.uuid4())
    client = client_for(member)

    answers = [
        client.post(f"/en/rooms/{room.slug}/send", {"text": "Hello", "client_id": client_id}, headers=JSON)
        for _time in range(2)
    ]

    message = Message.objects.get()
    receipt = {"seq": 1, "revision": 1, "client_id": client_id, "sent_at": message.sent_at.isoformat()}
    assert [(answer.status_code, answer.json()) for answer in answers] == [(201, receipt)] * 2


@pytest.mark.parametrize(
    ("data", "status", "sentence"),
    [
        ({"text": ""}, 422, "Write something"),
        ({"text": "x" * 8001}, 422, "8001"),
        ({"text": "x", "client_id": "nonsense"}, 422, "UUID"),
        ({"text": "x", "reply_to": "99"}, 409, "not there"),
        ({"text": "x", "reply_to": "abc"}, 422, "whole number"),
        ({"text": "x", "organisation": "99999"}, 422, "valid choice"),
    ],
    ids=["empty", "long", "client_id", "answer to nothing", "answer to nonsense", "for a strange organisation"],
)
def test_a_script_is_told_what_is_wrong(client_for, member, data, status, sentence):
    room = room_with(member)

    answer = client_for(member).post(f"/en/rooms/{room.slug}/send", data, headers=JSON)

    assert answer.status_code == status
    assert sentence in answer.json()["error"]


def test_a_script_that_is_too_fast_is_told_how_long_to_wait(client_for, member):
    room = room_with(member, slow_mode_seconds=60)
    say(room, member)

    answer = client_for(member).post(f"/en/rooms/{room.slug}/send", {"text": "x"}, headers=JSON)

    assert answer.status_code == 429
    assert answer["Retry-After"] == str(answer.json()["retry_after"])


def test_hostile_files_are_refused_with_a_sentence(client_for, member):
    room = room_with(member)
    page = SimpleUploadedFile("report.pdf", b"<html><script>alert(1)</script></html>", "application/pdf")

    answer = client_for(member).post(f"/en/rooms/{room.slug}/send", {"text": "See", "files": page}, headers=JSON)

    assert answer.status_code == 422
    assert room.messages.count() == 0


def test_files_are_read_by_those_who_read_the_room(client_for, member, stranger):
    room = room_with(member)
    message = say(room, member, "See", files=[SimpleUploadedFile("list.txt", b"words")])
    address = message.attachments.get().file.get_absolute_url()

    assert client_for(member).get(address).status_code == 200
    assert client_for(stranger).get(address).status_code == 404
    Participation.objects.filter(person=member).update(state="removed")
    assert client_for(member).get(address).status_code == 404


def test_nothing_that_is_written_can_run(client_for, member):
    room = room_with(member, titles={"en": "<script>alert(1)</script>"})
    say(
        room,
        member,
        "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) \"'><svg/onload=a>",
    )

    for path in ("", "messages"):
        text = client_for(member).get(f"/en/rooms/{room.slug}/{path}").text
        text = text if path == "" else json.loads(text)["items"][0]["html"]
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<svg/onload" not in text
        assert 'href="javascript' not in text


def test_reactions_edits_and_withdrawals_work_by_forms(client_for, member, representative):
    room = room_with(member, representative)
    say(room, member, "Nine")
    client = client_for(member)
    below = f"/en/rooms/{room.slug}"

    assert client.post(f"{below}/react", {"reaction": "1:🎉:1"})["Location"] == f"{below}/?around=1#m1"
    assert client.post(f"{below}/1/edit/", {"text": "Ten"})["Location"] == f"{below}/?around=1#m1"
    page = client.get(f"{below}/?around=1").text
    assert "Ten" in page
    assert "🎉" in page
    assert "Nine" in client_for(representative).get(f"{below}/1/history/").text
    assert client.post(f"{below}/1/delete/")["Location"] == f"{below}/?around=1#m1"
    page = client.get(f"{below}/").text
    assert "This message was withdrawn." in page
    assert "Ten" not in page
    assert client.get(f"{below}/1/history/").status_code == 403


# --- What was missed -----------------------------------------------------------------------------------------------


def test_catching_up_gives_what_came_after_and_what_changed(client_for, member, representative):
    room = room_with(member, representative)
    first, second, _third = (say(room, member, f"Number {number}") for number in (1, 2, 3))
    edit_message(first, by=member, text="Number one")
    client = client_for(representative)

    found = client.get(f"/en/rooms/{room.slug}/messages?after=2&revision=2").json()
    assert [(item["seq"], item["revision"]) for item in found["items"]] == [(1, 4), (3, 3)]
    assert (found["seq"], found["revision"], found["more"]) == (3, 4, False)

    delete_message(second, by=member)
    found = client.get(f"/en/rooms/{room.slug}/messages?after=3&revision=4").json()
    assert [(item["seq"], item["revision"]) for item in found["items"]] == [(2, 5)]
    assert "withdrawn" in found["items"][0]["html"]


def test_catching_up_on_very_much_goes_in_steps(client_for, member, monkeypatch):
    monkeypatch.setattr("messaging.limits.CATCH_UP", 3)
    room = room_with(member)
    for number in range(7):
        say(room, member, str(number))
    client, got, after = client_for(member), [], 0

    for _step in range(4):
        found = client.get(f"/en/rooms/{room.slug}/messages?after={after}&revision=0").json()
        got += [item["seq"] for item in found["items"] if item["seq"] > after]
        after = got[-1]
        if not found["more"]:
            break

    assert got == [1, 2, 3, 4, 5, 6, 7]
    assert found["revision"] == 7


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "before=0", "around=99999999999999999999", "after=1&revision=x", "%00"]
)
def test_nonsense_in_the_address_is_the_newest_page(client_for, member, query):
    room = room_with(member)
    say(room, member)

    client = client_for(member)
    assert client.get(f"/en/rooms/{room.slug}/?{query}").status_code == 200
    assert client.get(f"/en/rooms/{room.slug}/messages?{query}").status_code == 200


def test_messages_are_shown_in_the_readers_script_and_stored_as_typed(client_for, member):
    room = room_with(member)
    member.language = "sr"
    message = say(room, member, "Сарадња и заштита жртава")
    client = client_for(member)

    latin = client.get(f"/sr-latn/rooms/{room.slug}/messages?after=0").json()["items"][0]["html"]
    assert "Saradnja i zaštita žrtava" in latin
    assert "Saradnja i zaštita žrtava" in client.get(f"/sr-latn/rooms/{room.slug}/").text
    assert (
        "Сарадња и заштита жртава" in client.get(f"/en/rooms/{room.slug}/messages?after=0").json()["items"][0]["html"]
    )
    message.refresh_from_db()
    assert message.text == "Сарадња и заштита жртава"


@pytest.mark.parametrize(
    ("text", "own", "language"),
    [
        ("Сарадња у пет земаља", "sr", "sr"),
        ("Saradnja sa školama je dobra", "sr-latn", "sr"),
        ("Saradnja sa školama je dobra", "bs", "bs"),
        ("The meeting is on Tuesday", "sr", "en"),
        ("Ќе се видиме во среда", "sr", "mk"),
        ("Përshëndetje të gjithëve", "en", "sq"),
        ("OK", "sr", "sr"),
        ("OK", "mk", "en"),
        ("👍", "sq", "sq"),
    ],
)
def test_the_language_of_a_message_is_guessed(text, own, language):
    from messaging.language import guess_language

    assert guess_language(text, own) == language


# --- Lists and searches --------------------------------------------------------------------------------------------


def test_the_list_counts_what_is_unread_and_who_called(client_for, member, representative):
    room = room_with(member, representative, titles={"en": "Busy"})
    for text in ("One", "Two for @Mila Member", "Three"):
        say(room, representative, text)
    client = client_for(member)

    [row] = [row for row in client.get("/en/rooms/").context_data["rooms"] if row.room == room]
    assert (row.unread, row.mentions) == (3, 1)
    client.get(f"/en/rooms/{room.slug}/")
    [row] = [row for row in client.get("/en/rooms/").context_data["rooms"] if row.room == room]
    assert (row.unread, row.mentions) == (0, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_whatever_its_length(client_for, member, representative, number):
    for _number in range(number):
        say(room_with(member, representative), representative, "For @Mila Member")
    client = client_for(member)
    client.get("/en/rooms/")

    with CaptureQueriesContext(connection()) as asked:
        client.get("/en/rooms/")

    assert len(asked) == 13, [query["sql"] for query in asked]


@pytest.mark.parametrize("number", [1, 3])
def test_a_room_asks_the_same_whatever_was_said(client_for, member, representative, number):
    room = room_with(member, representative)
    for _number in range(number):
        message = say(room, representative, files=[SimpleUploadedFile("a.txt", b"words")], reply_to=None)
        set_reaction(message, by=member, sign="👍", given=True)
        say(room, member, reply_to=message.seq)
    client = client_for(member)
    client.get(f"/en/rooms/{room.slug}/")

    with CaptureQueriesContext(connection()) as asked:
        client.get(f"/en/rooms/{room.slug}/")
    assert len(asked) == 21, [query["sql"] for query in asked]
    with CaptureQueriesContext(connection()) as asked:
        client.get(f"/en/rooms/{room.slug}/messages?after=0")
    assert len(asked) == 10, [query["sql"] for query in asked]


@pytest.mark.parametrize("number", [1, 3])
def test_one_look_of_the_hub_asks_as_often_for_any_number_of_readers(number, django_capture_on_commit_callbacks):
    from messaging.hub import read_changes

    people = [AffiliationFactory().person for _number in range(number)]
    counted = {}
    for kind, room in {"members": room_with(*people), "confidential": room_with(*people, confidential=True)}.items():
        with django_capture_on_commit_callbacks(execute=True):
            for person in people:
                say(room, person)
        sockets = [Socket(person.pk, "key", 1) for person in people]
        for how, wanted in {"heard of": number, "looked for": 0}.items():
            with CaptureQueriesContext(connection()) as asked:
                found, _texts, gone = read_changes(room.pk, 0, wanted, {"en", "sr"}, sockets)
            counted[kind, how] = len(asked)
            assert [message.seq for message in found.messages] == list(range(1, number + 1))
            assert set(gone) == set(sockets)

    assert counted == {
        ("members", "heard of"): 5,
        ("members", "looked for"): 6,
        ("confidential", "heard of"): 3,
        ("confidential", "looked for"): 4,
    }


@dataclass(frozen=True)
class Socket:
    person_id: int
    session_key: str
    password_stamp: int


def connection():
    from django.db import connection

    return connection


def test_search_finds_in_either_script_and_only_where_one_may_read(client_for, member, representative, stranger):
    room, secret = room_with(member, representative), room_with(representative, confidential=True)
    say(room, representative, "Сарадња са школама")
    say(room, representative, "Nešto drugo")
    say(secret, representative, "Saradnja o kojoj se ćuti")
    gone = say(room, representative, "Saradnja")
    delete_message(gone, by=representative)

    def found(person, query):
        return [
            message.text
            for message in client_for(person).get(f"/en/rooms/search/?{query}").context_data["page_of_messages"]
        ]

    assert found(member, "q=saradnja") == ["Сарадња са школама"]
    assert found(member, "q=САРАДЊА+skolama") == ["Сарадња са школама"]
    assert found(representative, "q=saradnja") == ["Saradnja o kojoj se ćuti", "Сарадња са школама"]
    assert found(representative, f"q=saradnja&room={room.slug}") == ["Сарадња са школама"]
    assert found(stranger, "q=saradnja") == []
    assert found(member, f"q=saradnja&room={secret.slug}") == []


# --- Between two people --------------------------------------------------------------------------------------------


def test_a_contact_request_is_accepted_or_declined_once(client_for, member, representative):
    client = client_for(member)
    room_address = client.post(f"/en/rooms/people/{representative.uuid}/write/")["Location"]
    client.post(f"{room_address}send", {"text": "May I ask you something?"})
    other = client_for(representative)

    page = other.get(room_address).text
    assert "Mila Member would like to talk with you." in page
    assert other.post(f"{room_address}join").status_code == 302
    assert client.post(f"{room_address}send", {"text": "Thank you"}, headers=JSON).status_code == 201
    assert client.post(f"/en/rooms/people/{representative.uuid}/write/")["Location"] == room_address


def test_who_declined_is_not_reached_again(client_for, member, representative):
    room = open_direct(representative, by=member)
    say(room, member, "Hello")
    client_for(representative).post(f"/en/rooms/{room.slug}/decline")

    answer = client_for(member).post(f"/en/rooms/{room.slug}/send", {"text": "Hello?"}, headers=JSON)

    assert answer.status_code == 403
    assert room not in Room.objects.visible_to(representative)


def test_blocking_is_silent_and_works_both_ways(client_for, member, representative):
    client_for(representative).post(f"/en/rooms/people/{member.uuid}/block/")

    for one, other in ((member, representative), (representative, member)):
        answer = client_for(one).post(f"/en/rooms/people/{other.uuid}/write/", headers=JSON)
        assert (answer.status_code, answer.json()) == (403, {"error": "You cannot write to this person."})
    client_for(representative).post(f"/en/rooms/people/{member.uuid}/unblock/")
    assert Block.objects.count() == 0


def test_a_removed_person_is_put_out_and_comes_back_only_by_a_moderator(client_for, member, representative):
    room = room_with(member)
    ParticipationFactory(room=room, person=representative, role="owner")
    client, moderator = client_for(member), client_for(representative)
    people = f"/en/rooms/{room.slug}/people/{member.uuid}"

    assert moderator.post(f"{people}/remove/", {"reason": ""}).status_code == 422
    assert moderator.post(f"{people}/remove/", {"reason": "Rude"}).status_code == 302
    assert client.get(f"/en/rooms/{room.slug}/").status_code == 404
    assert client.post(f"/en/rooms/{room.slug}/join").status_code == 404
    assert moderator.post(f"{people}/readmit/").status_code == 302
    assert client.get(f"/en/rooms/{room.slug}/").status_code == 200


def test_the_last_owner_hands_the_room_over(client_for, member, representative):
    room = open_room(kind="working_group", titles={"en": "Group"}, by=member, people=[representative])

    client_for(member).post(f"/en/rooms/{room.slug}/leave")

    assert list(room.participations.order_by("person__full_name").values_list("person", "state", "role")) == [
        (member.pk, "left", "member"),
        (representative.pk, "active", "owner"),
    ]


def test_a_room_that_another_app_opens_is_opened_once(member):
    rooms = {open_room(kind="event", titles={"en": "Academy"}, by=None, key="events.event:7").pk for _time in range(2)}

    assert len(rooms) == 1


def test_the_secretariat_moderates_common_rooms_and_reads_no_confidential_ones(client_for, member):
    secretariat = person_with_role("secretariat")
    common, confidential = room_with(member), room_with(member, confidential=True)
    say(common, member)
    client = client_for(secretariat)

    assert client.get(f"/en/rooms/{common.slug}/1/hide/").status_code == 200
    assert client.get(f"/en/rooms/{confidential.slug}/").status_code == 404


def test_room_slugs_never_hide_a_page_of_ours(member):
    assert open_room(kind="theme", titles={"en": "Search"}, by=member).slug == "search-2"
    assert RoomFactory(slug="x").get_absolute_url() == "/en/rooms/x/"
