"""Every address of a room and everybody who might come to it: what each gets, in rooms of four kinds.

Each request runs in a savepoint that is rolled back, so that no cell of a table knows of another.
"""

import uuid
from typing import Any

import pytest
from django.db import transaction
from django.urls import resolve
from django.utils import timezone

from messaging import urls
from messaging.actions import open_poll
from messaging.models import Block, Participation, Room
from tests.factories.members import AffiliationFactory, UserFactory, person_with_role
from tests.factories.messaging import RoomFactory, say

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
ROLES = (
    *("owner", "moderator", "member", "silenced", "invited", "left", "removed"),
    *("ex-member", "suspended", "elsewhere", "stranger", "secretariat"),
)

# What is asked: a name for the row, the address below the room, and what is posted (None: it is read).
REQUESTS: dict[str, tuple[str, dict[str, Any] | None]] = {
    "read": ("", None),
    "catch up": ("messages", None),
    "write": ("send", {"text": "Mine"}),
    "say how far": ("read", {"seq": 1}),
    "mark unread": ("unread", {"seq": 1}),
    "draft": ("draft", {"text": "Begun"}),
    "preview": ("preview", {"text": "*Look*"}),
    "react": ("react", {"reaction": "1:👍:1"}),
    "pin": ("pin", {"seq": 1}),
    "see pins": ("pins/", None),
    "keep": ("keep", {"seq": 1}),
    "form of a poll": ("poll/", None),
    "vote": ("vote", {"vote": "2:1:1"}),
    "see votes": ("2/poll/", None),
    "end poll": ("2/poll/end/", {}),
    "join": ("join", {}),
    "decline": ("decline", {}),
    "leave": ("leave", {}),
    "level": ("level", {"level": "all"}),
    "posting": ("posting", {"posting": "everyone", "slow_mode_seconds": 0}),
    "close": ("close", {}),
    "people": ("people/", None),
    "invite": ("people/", {"email": "nobody@example.org"}),
    "silence": ("people/{person}/silence/", None),
    "unsilence": ("people/{person}/unsilence/", {}),
    "remove": ("people/{person}/remove/", None),
    "readmit": ("people/{person}/readmit/", {}),
    "describe": ("about/", None),
    "appoint": ("people/{person}/role/", {"role": "member"}),
    "data": ("export.json", None),
    "export": ("export.html", None),
    "link": ("1/", None),
    "change": ("1/edit/", None),
    "withdraw": ("1/delete/", None),
    "hide": ("1/hide/", None),
    "report": ("1/report/", None),
    "history": ("1/history/", None),
}


def the_room(kind: str) -> tuple[Room, dict[str, Any], Any]:
    """A room of `kind` in which somebody said something and asked something, everybody, and who said it."""
    author = AffiliationFactory()
    organisation = author.organisation

    def colleague() -> Any:
        return AffiliationFactory(organisation=organisation).person

    ex, suspended = AffiliationFactory(organisation=organisation), colleague()
    cast = {
        **{who: colleague() for who in ("owner", "moderator", "member", "silenced", "invited", "left", "removed")},
        "ex-member": ex.person,
        "suspended": suspended,
        "elsewhere": AffiliationFactory().person,
        "stranger": UserFactory(),
        "secretariat": person_with_role("secretariat"),
    }
    fields: dict[str, Any] = {
        "theme": {},
        "working_group": {"confidential": True},
        "organisation": {"kind": "organisation", "organisation": organisation, "sensitivity": "confidential"},
        "direct": {"kind": "direct", "titles": {}, "sensitivity": "confidential"},
    }[kind]
    room = RoomFactory(**fields)
    standing = {"owner": ("active", "owner"), "moderator": ("active", "moderator")}
    standing |= dict.fromkeys(("member", "silenced", "ex-member", "suspended"), ("active", "member"))
    standing |= {who: (who, "member") for who in ("invited", "left", "removed")}
    Participation.objects.create(room=room, person=author.person)
    if kind == "direct":
        standing = {"member": ("active", "member")}  # two people and nobody else
    for who, (state, role) in standing.items():
        muted_until = timezone.now() + timezone.timedelta(days=1) if who == "silenced" else None
        Participation.objects.create(room=room, person=cast[who], state=state, role=role, muted_until=muted_until)
    say(room, author.person, "First")
    open_poll(room, author=author.person, question="When?", options=["Now", "Later"], client_id=uuid.uuid4())
    ex.until = ex.valid_from
    ex.save()
    return room, cast, author.person


def answers(room: Room, cast: dict[str, Any], roles: tuple[str, ...], client_for: Any) -> dict[str, str]:
    """Row → the status for each role, with · for a page that is not there."""
    clients = {who: client_for(cast[who]) for who in roles}
    cast["suspended"].is_active = False
    cast["suspended"].save()
    found = {}
    for name, (address, data) in REQUESTS.items():
        path = f"/en/rooms/{room.slug}/{address.format(person=cast['member'].uuid)}"
        row = []
        for who in roles:
            with transaction.atomic():
                client = clients[who]
                answer = client.get(path) if data is None else client.post(path, data, headers=JSON)
                transaction.set_rollback(True)
            row.append("·" if answer.status_code == 404 else str(answer.status_code))
        found[name] = " ".join(row)
    return found


# In the order of ROLES; for a conversation of two: who is in it, who began it, and three who are not.
TABLES: dict[str, dict[str, str]] = {
    "theme": {
        "read": "200 200 200 200 200 200 · · 302 200 · 200",
        "catch up": "200 200 200 200 200 200 · · 302 200 · 200",
        "write": "201 201 201 403 403 403 · · 302 403 · 403",
        "say how far": "204 204 204 204 204 204 · · 302 204 · 204",
        "mark unread": "302 302 302 302 302 302 · · 302 302 · 302",
        "draft": "204 204 204 403 403 403 · · 302 403 · 403",
        "preview": "200 200 200 403 403 403 · · 302 403 · 403",
        "react": "200 200 200 403 403 403 · · 302 403 · 403",
        "pin": "302 302 403 403 403 403 · · 302 403 · 302",
        "see pins": "200 200 200 200 200 200 · · 302 200 · 200",
        "keep": "302 302 302 302 302 302 · · 302 302 · 302",
        "form of a poll": "200 200 200 403 403 403 · · 302 403 · 403",
        "vote": "200 200 200 403 403 403 · · 302 403 · 403",
        "see votes": "200 200 200 200 200 200 · · 302 200 · 200",
        "end poll": "302 302 403 403 403 403 · · 302 403 · 302",
        "join": "302 302 302 302 302 302 · · 302 302 · 302",
        "decline": "409 409 409 409 302 409 · · 302 409 · 409",
        "leave": "302 302 302 302 302 302 · · 302 302 · 302",
        "level": "302 302 302 302 302 302 · · 302 302 · 302",
        "posting": "302 302 403 403 403 403 · · 302 403 · 302",
        "close": "302 302 403 403 403 403 · · 302 403 · 302",
        "people": "200 200 200 200 200 200 · · 302 200 · 200",
        "invite": "422 422 403 403 403 403 · · 302 403 · 403",
        "silence": "200 200 403 403 403 403 · · 302 403 · 200",
        "unsilence": "302 302 403 403 403 403 · · 302 403 · 302",
        "remove": "200 200 403 403 403 403 · · 302 403 · 200",
        "readmit": "409 409 403 403 403 403 · · 302 403 · 409",
        "describe": "200 200 403 403 403 403 · · 302 403 · 200",
        "appoint": "302 403 403 403 403 403 · · 302 403 · 403",
        "data": "200 403 403 403 403 403 · · 302 403 · 403",
        "export": "200 403 403 403 403 403 · · 302 403 · 403",
        "link": "302 302 302 302 302 302 · · 302 302 · 302",
        "change": "403 403 403 403 403 403 · · 302 403 · 403",
        "withdraw": "403 403 403 403 403 403 · · 302 403 · 403",
        "hide": "200 200 403 403 403 403 · · 302 403 · 200",
        "report": "200 200 200 200 200 200 · · 302 200 · 200",
        "history": "200 200 200 200 200 200 · · 302 200 · 200",
    },
    "working_group": {
        "read": "200 200 200 200 200 · · 200 302 · · ·",
        "catch up": "200 200 200 200 200 · · 200 302 · · ·",
        "write": "201 201 201 403 403 · · 201 302 · · ·",
        "say how far": "204 204 204 204 204 · · 204 302 · · ·",
        "mark unread": "302 302 302 302 302 · · 302 302 · · ·",
        "draft": "204 204 204 403 403 · · 204 302 · · ·",
        "preview": "200 200 200 403 403 · · 200 302 · · ·",
        "react": "200 200 200 403 403 · · 200 302 · · ·",
        "pin": "302 302 403 403 403 · · 403 302 · · ·",
        "see pins": "200 200 200 200 200 · · 200 302 · · ·",
        "keep": "302 302 302 302 302 · · 302 302 · · ·",
        "form of a poll": "200 200 200 403 403 · · 200 302 · · ·",
        "vote": "200 200 200 403 403 · · 200 302 · · ·",
        "see votes": "200 200 200 200 200 · · 200 302 · · ·",
        "end poll": "302 302 403 403 403 · · 403 302 · · ·",
        "join": "302 302 302 302 302 · · 302 302 · · ·",
        "decline": "409 409 409 409 302 · · 409 302 · · ·",
        "leave": "302 302 302 302 302 · · 302 302 · · ·",
        "level": "302 302 302 302 302 · · 302 302 · · ·",
        "posting": "302 302 403 403 403 · · 403 302 · · ·",
        "close": "302 302 403 403 403 · · 403 302 · · ·",
        "people": "200 200 200 200 200 · · 200 302 · · ·",
        "invite": "422 422 403 403 403 · · 403 302 · · ·",
        "silence": "200 200 403 403 403 · · 403 302 · · ·",
        "unsilence": "302 302 403 403 403 · · 403 302 · · ·",
        "remove": "200 200 403 403 403 · · 403 302 · · ·",
        "readmit": "409 409 403 403 403 · · 403 302 · · ·",
        "describe": "200 200 403 403 403 · · 403 302 · · ·",
        "appoint": "302 403 403 403 403 · · 403 302 · · ·",
        "data": "200 403 403 403 403 · · 403 302 · · ·",
        "export": "200 403 403 403 403 · · 403 302 · · ·",
        "link": "302 302 302 302 302 · · 302 302 · · ·",
        "change": "403 403 403 403 403 · · 403 302 · · ·",
        "withdraw": "403 403 403 403 403 · · 403 302 · · ·",
        "hide": "200 200 403 403 403 · · 403 302 · · ·",
        "report": "200 200 200 200 200 · · 200 302 · · ·",
        "history": "200 200 200 200 200 · · 200 302 · · ·",
    },
    "organisation": {
        "read": "200 200 200 200 200 200 · · 302 · · ·",
        "catch up": "200 200 200 200 200 200 · · 302 · · ·",
        "write": "201 201 201 403 403 403 · · 302 · · ·",
        "say how far": "204 204 204 204 204 204 · · 302 · · ·",
        "mark unread": "302 302 302 302 302 302 · · 302 · · ·",
        "draft": "204 204 204 403 403 403 · · 302 · · ·",
        "preview": "200 200 200 403 403 403 · · 302 · · ·",
        "react": "200 200 200 403 403 403 · · 302 · · ·",
        "pin": "302 302 403 403 403 403 · · 302 · · ·",
        "see pins": "200 200 200 200 200 200 · · 302 · · ·",
        "keep": "302 302 302 302 302 302 · · 302 · · ·",
        "form of a poll": "200 200 200 403 403 403 · · 302 · · ·",
        "vote": "200 200 200 403 403 403 · · 302 · · ·",
        "see votes": "200 200 200 200 200 200 · · 302 · · ·",
        "end poll": "302 302 403 403 403 403 · · 302 · · ·",
        "join": "302 302 302 302 302 302 · · 302 · · ·",
        "decline": "409 409 409 409 302 409 · · 302 · · ·",
        "leave": "302 302 302 302 302 302 · · 302 · · ·",
        "level": "302 302 302 302 302 302 · · 302 · · ·",
        "posting": "302 302 403 403 403 403 · · 302 · · ·",
        "close": "302 302 403 403 403 403 · · 302 · · ·",
        "people": "200 200 200 200 200 200 · · 302 · · ·",
        "invite": "422 422 403 403 403 403 · · 302 · · ·",
        "silence": "200 200 403 403 403 403 · · 302 · · ·",
        "unsilence": "302 302 403 403 403 403 · · 302 · · ·",
        "remove": "200 200 403 403 403 403 · · 302 · · ·",
        "readmit": "409 409 403 403 403 403 · · 302 · · ·",
        "describe": "200 200 403 403 403 403 · · 302 · · ·",
        "appoint": "302 403 403 403 403 403 · · 302 · · ·",
        "data": "200 403 403 403 403 403 · · 302 · · ·",
        "export": "200 403 403 403 403 403 · · 302 · · ·",
        "link": "302 302 302 302 302 302 · · 302 · · ·",
        "change": "403 403 403 403 403 403 · · 302 · · ·",
        "withdraw": "403 403 403 403 403 403 · · 302 · · ·",
        "hide": "200 200 403 403 403 403 · · 302 · · ·",
        "report": "200 200 200 200 200 200 · · 302 · · ·",
        "history": "200 200 200 200 200 200 · · 302 · · ·",
    },
    "direct": {
        "read": "200 200 · · ·",
        "catch up": "200 200 · · ·",
        "write": "201 201 · · ·",
        "say how far": "204 204 · · ·",
        "mark unread": "302 302 · · ·",
        "draft": "204 204 · · ·",
        "preview": "200 200 · · ·",
        "react": "200 200 · · ·",
        "pin": "302 302 · · ·",
        "see pins": "200 200 · · ·",
        "keep": "302 302 · · ·",
        "form of a poll": "200 200 · · ·",
        "vote": "200 200 · · ·",
        "see votes": "200 200 · · ·",
        "end poll": "403 302 · · ·",
        "join": "302 302 · · ·",
        "decline": "409 409 · · ·",
        "leave": "302 302 · · ·",
        "level": "302 302 · · ·",
        "posting": "403 403 · · ·",
        "close": "403 403 · · ·",
        "people": "200 200 · · ·",
        "invite": "403 403 · · ·",
        "silence": "403 403 · · ·",
        "unsilence": "403 403 · · ·",
        "remove": "403 403 · · ·",
        "readmit": "403 403 · · ·",
        "describe": "403 403 · · ·",
        "appoint": "403 403 · · ·",
        "data": "403 403 · · ·",
        "export": "403 403 · · ·",
        "link": "302 302 · · ·",
        "change": "403 200 · · ·",
        "withdraw": "403 200 · · ·",
        "hide": "403 403 · · ·",
        "report": "200 403 · · ·",
        "history": "200 200 · · ·",
    },
    "blocked": {
        "write": "403 403 · · ·",
        "draft": "403 403 · · ·",
        "preview": "403 403 · · ·",
        "react": "403 403 · · ·",
        "pin": "403 403 · · ·",
        "form of a poll": "403 403 · · ·",
        "vote": "403 403 · · ·",
        "change": "403 403 · · ·",
    },
}


@pytest.mark.parametrize("kind", ["theme", "working_group", "organisation"])
def test_every_address_of_a_room_asks_who_is_there(client_for, kind):
    room, cast, _author = the_room(kind)

    assert answers(room, cast, ROLES, client_for) == TABLES[kind]


def test_a_conversation_of_two_is_theirs_also_when_one_blocked_the_other(client_for):
    room, cast, author = the_room("direct")
    roles = ("member", "author", "elsewhere", "stranger", "secretariat")
    cast["author"] = author

    before = answers(room, cast, roles, client_for)
    Block.objects.create(blocker=author, blocked=cast["member"])
    after = answers(room, cast, roles, client_for)

    assert before == TABLES["direct"]
    assert {name: row for name, row in after.items() if row != before[name]} == TABLES["blocked"]


def test_the_table_names_every_address_of_a_room():
    addresses = {pattern.name for pattern in urls.urlpatterns if "<slug:slug>" in str(pattern.pattern)}
    named = {
        resolve(f"/en/rooms/x/{address.format(person=uuid.uuid4())}").url_name for address, _data in REQUESTS.values()
    }

    assert addresses - named == set()
