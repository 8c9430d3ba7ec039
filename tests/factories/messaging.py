"""Rooms, people in them and what they said, made through the actions wherever there is one."""

import uuid
from typing import Any

import factory

from messaging.actions import send_message
from messaging.models import Message, Participation, Room
from messaging.states import RoomKind, Sensitivity


class RoomFactory(factory.django.DjangoModelFactory):
    """A theme room for members; `confidential=True` for one by invitation."""

    class Meta:
        model = Room

    class Params:
        confidential = factory.Trait(kind=RoomKind.WORKING_GROUP, sensitivity=Sensitivity.CONFIDENTIAL)

    slug = factory.Sequence(lambda n: f"room-{n}")
    kind = RoomKind.THEME
    sensitivity = Sensitivity.MEMBERS
    titles = factory.LazyAttribute(lambda o: {"en": o.slug.replace("-", " ").capitalize()})
    purposes = factory.LazyAttribute(lambda o: {"en": "Where examples are talked about."})


class ParticipationFactory(factory.django.DjangoModelFactory):
    """Somebody active in a room."""

    class Meta:
        model = Participation

    room = factory.SubFactory(RoomFactory)
    person = factory.SubFactory("tests.factories.members.UserFactory")


def room_with(*people: Any, **fields: Any) -> Room:
    """A room with `people` in it."""
    room = RoomFactory(**fields)
    for person in people:
        ParticipationFactory(room=room, person=person)
    return room


def say(room: Room, author: Any, text: str = "Hello", **more: Any) -> Message:
    """`author` says something in `room`, which they must be in."""
    return send_message(room, author=author, text=text, client_id=more.pop("client_id", uuid.uuid4()), **more)
