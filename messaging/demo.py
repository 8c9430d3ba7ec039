"""Rooms of the demo network and what is said in them, by people who do not exist."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from messaging.actions import (
    cast_vote,
    hide_message,
    keep_bookmark,
    object_to,
    open_poll,
    open_room,
    pin_message,
    report_message,
    send_message,
    set_reaction,
)
from messaging.actions.rooms import direct_key
from messaging.demo_talk import (
    COUNTRY_ROOMS,
    COUNTRY_TALK,
    DIRECT,
    DOUBTFUL,
    GROUP_ROOM,
    GROUP_TALK,
    NOTE,
    OBJECTION,
    ORGANISATION_TALK,
    QUESTIONS,
    REASON,
    THEME_ROOM,
    THEME_TALK,
    TOPIC,
)
from messaging.models import Measure, Message, Participation, Room
from messaging.states import Ballot, Grievance, ParticipantRole, RoomKind, Sensitivity

NAMES = uuid.UUID(
    "5f0a5e0c-6f57-4a39-9c6f-6b1d8a4c2d10"
)  # from which the demo's messages get theirs, so that they are sent once


def fill(world: Any) -> None:
    """Rooms of countries, a theme, an organisation and two people. Running it again adds nothing."""
    cast = everybody(world)
    if not cast:
        return
    for code, country in world.countries.items():
        titles, purposes = COUNTRY_ROOMS[code]
        room = open_room(
            key=f"country:{code}",
            slug=f"country-{code.lower()}",
            kind=RoomKind.COUNTRY,
            titles=titles,
            purposes=purposes,
            sensitivity=Sensitivity.MEMBERS,
            country=country,
            by=None,
            people=[person for key, person in cast.items() if speaks_in(key, code)],
        )
        moderate(room, cast.get(f"coordinator_{code.lower()}") or cast.get("coordinator"))
        talk(room, COUNTRY_TALK.get(code, ()), cast)
    titles, purposes = THEME_ROOM
    theme = open_room(
        key="demo.theme:referral",
        slug="referral-mechanisms",
        kind=RoomKind.THEME,
        titles=titles,
        purposes=purposes,
        sensitivity=Sensitivity.MEMBERS,
        by=None,
        people=cast.values(),
    )
    moderate(theme, cast.get("secretariat"))
    talk(theme, THEME_TALK, cast)
    keep_and_ask(theme)
    something_to_judge(theme)
    organisation_room(world, cast)
    working_group(cast)
    direct(cast)


def keep_and_ask(room: Room) -> None:
    """A pinned message, a topic, a bookmark, a question with some votes and one without."""
    moderator = Participation.objects.filter(room=room, role=ParticipantRole.MODERATOR).select_related("person").first()
    first = room.messages.filter(seq=1).first()
    if moderator is None or first is None:
        return
    pin_message(first, by=moderator.person)
    keep_bookmark(first, by=moderator.person)
    others = [one.person for one in room.participations.active().exclude(pk=moderator.pk).select_related("person")]
    for number, (ballot, question, options) in enumerate(QUESTIONS):
        client_id = uuid.uuid5(NAMES, f"{room.key}:poll:{number}")
        if Message.objects.filter(client_id=client_id).exists():
            continue
        message = open_poll(
            room, author=moderator.person, question=question, options=options, client_id=client_id, ballot=ballot
        )
        if ballot == Ballot.PERSON:
            for place, person in enumerate(others):
                cast_vote(message, by=person, position=1 + place % 3 // 2)
    Message.objects.filter(room=room, seq__in=(2, 3)).update(topic=TOPIC)


def something_to_judge(room: Room) -> None:
    """A message that somebody reported, and one that was hidden and objected to."""
    people = room.participations.active().exclude(role=ParticipantRole.MODERATOR).select_related("person")
    writers = [one.person for one in people.order_by("pk")[:2]]
    moderator = room.participations.filter(role=ParticipantRole.MODERATOR).select_related("person").first()
    if len(writers) < 2 or moderator is None:
        return
    for number, text in enumerate(DOUBTFUL):
        client_id = uuid.uuid5(NAMES, f"{room.key}:doubtful:{number}")
        if Message.objects.filter(client_id=client_id).exists():
            continue
        message = send_message(room, author=writers[0], text=text, client_id=client_id)
        if number == 0:
            report_message(message, by=writers[1], grievance=Grievance.SPAM, note=NOTE)
        else:
            hide_message(message, by=moderator.person, reason=REASON)
            object_to(Measure.objects.get(message=message), by=writers[0], words=OBJECTION)


def everybody(world: Any) -> dict[str, Any]:
    """The demo's people who would talk here: those of member organisations, and the network's own."""
    talkers = ("member", "representative", "coordinator", "secretariat")
    return {key: user for key, user in world.users.items() if key.startswith(talkers)}


def speaks_in(key: str, code: str) -> bool:
    return key.endswith(f"_{code.lower()}") or key in ("secretariat", "coordinator")


def moderate(room: Room, person: Any) -> None:
    if person:
        Participation.objects.filter(room=room, person=person).update(role=ParticipantRole.MODERATOR)


def organisation_room(world: Any, cast: dict[str, Any]) -> None:
    for person in cast.values():
        organisation = person.organisations().order_by("pk").first()
        if organisation:
            colleagues = [one for one in cast.values() if organisation in one.organisations()]
            room = open_room(
                key=f"organisation:{organisation.pk}",
                slug=f"team-{organisation.slug}"[:70],
                kind=RoomKind.ORGANISATION,
                titles={"en": "Our team", "sr": "Наш тим"},
                purposes={
                    "en": "Only people of this organisation read here.",
                    "sr": "Овде читају само људи из ове организације.",
                },
                organisation=organisation,
                by=None,
                people=colleagues,
            )
            talk(room, ORGANISATION_TALK, {"one": colleagues[0], "other": colleagues[-1]})
            return


def working_group(cast: dict[str, Any]) -> None:
    """A group that somebody opened and brought two others into."""
    people = [cast[key] for key in ("representative_rs", "representative_ba", "member_rs") if key in cast]
    if len(people) < 3:
        return
    titles, purposes = GROUP_ROOM
    room = open_room(
        key="demo.group:night",
        kind=RoomKind.WORKING_GROUP,
        titles=titles,
        purposes=purposes,
        by=people[0],
        people=people,
    )
    talk(room, GROUP_TALK, cast)


def direct(cast: dict[str, Any]) -> None:
    members = [person for key, person in cast.items() if key.startswith(("member", "representative"))]
    if len(members) < 2:
        return
    one, other = members[0], members[-1]
    room = open_room(
        key=direct_key(one, other), slug=f"demo-{one.uuid}", kind=RoomKind.DIRECT, titles={}, by=one, people=[other]
    )
    talk(room, DIRECT, {"one": one, "other": other})


def talk(room: Room, lines: Sequence[Any], cast: dict[str, Any]) -> None:
    """Let the people of the room say `lines`: who, what, and hours ago; an answer names the line it answers."""
    present = list(Participation.objects.active().filter(room=room).select_related("person").order_by("pk"))
    if not present:
        return
    said: list[Message | None] = []
    for number, line in enumerate(lines):
        author = cast.get(line.who) or present[number % len(present)].person
        if not any(one.person_id == author.pk for one in present):
            author = present[number % len(present)].person
        client_id = uuid.uuid5(NAMES, f"{room.key}:{number}")
        known = Message.objects.filter(room=room, client_id=client_id).first()
        said.append(known or say(room, author, line, client_id, said))


def say(room: Room, author: Any, line: Any, client_id: uuid.UUID, said: list[Message | None]) -> Message:
    answered = said[line.answers] if line.answers is not None else None
    files = [SimpleUploadedFile(line.file, b"Municipality,Desk,Open\nExample,Room 4,9-15\n")] if line.file else []
    message = send_message(
        room,
        author=author,
        text=line.text,
        client_id=client_id,
        reply_to=answered.seq if answered else None,
        files=files,
    )
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now() - timedelta(hours=line.hours_ago))
    Room.objects.filter(pk=room.pk).update(last_message_at=timezone.now() - timedelta(hours=line.hours_ago))
    for sign in line.reactions:
        reader = (
            Participation.objects.active().filter(room=room).exclude(person=author).select_related("person").first()
        )
        if reader:
            set_reaction(message, by=reader.person, sign=sign, given=True)
    return message
