"""What is said in the rooms of two calls: while one is conducted, and once the assessors of another may talk."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from grants.actions.rooms import keep_rooms_of
from grants.models import Call
from grants.queries.rooms import ASSESSORS, CONDUCT, room_key
from messaging.demo import talk
from messaging.demo_talk import Line
from messaging.models import Room

WHILE_ASSESSING = (
    Line(
        "grants_manager",
        "The checks are done: nine applications are with the assessors. Questions about how this call is run belong here; "
        "**nothing about single applications by phone**, please.",
        250,
    ),
    Line("coordinator_ba", "Two organisations asked me when they will hear something. What may I say?", 170),
    Line(
        "grants_manager",
        "What stands on their page: “Being assessed”. The letters go out after the committee has met.",
        169.5,
        answers=1,
        reactions=("👍",),
    ),
    Line(
        "secretariat",
        "One score is missing, and two assessors are far apart, so a third is asked. The committee can meet two weeks after that.",
        30,
    ),
    Line("coordinator", "The room in Belgrade is kept for ten people, with a line for those who cannot travel.", 28.2),
)
ONCE_DECIDED = (
    Line(
        "grants_manager",
        "The minutes are signed, so now we may talk. Please read the feedback once more before the letters go: the words on "
        "each criterion are yours, put side by side.",
        0,
    ),
    Line(
        "assessor",
        "In the third one two sentences about the time after the grant say the same. Keep the shorter one.",
        -3,
    ),
    Line(
        "assessor_3",
        "For the next call: two criteria ask nearly the same about local partners. I gave points for one thing twice.",
        -20,
        reactions=("👍",),
    ),
    Line("assessor_2", "And 250 words for the need are few where three valleys share one bus.", -21.5, answers=2),
    Line("grants_manager", "Both noted for the next form. Thank you, all three.", -26, answers=3),
)
"""Hours after the minutes, counted backwards: the moment of the meeting is added."""


def talk_while_assessing(call: Call, world: Any) -> None:
    keep_rooms_of(call)
    say_in(call, CONDUCT, WHILE_ASSESSING, world)


def talk_once_decided(call: Call, world: Any, signed_at: datetime) -> None:
    keep_rooms_of(call)
    ago = (timezone.now() - signed_at).total_seconds() / 3600
    lines = [Line(one.who, one.text, ago + one.hours_ago, one.answers, one.reactions) for one in ONCE_DECIDED]
    say_in(call, ASSESSORS, lines, world)


def say_in(call: Call, name: str, lines: Any, world: Any) -> None:
    room = Room.objects.filter(key=room_key(call, name)).first()
    if room:
        talk(room, lines, world.users)
