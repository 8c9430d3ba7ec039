"""What the template of one message needs, the same for the page and for what is sent over a socket."""

from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils import timezone
from django.utils.html import strip_tags

from members.permissions import organisations_spoken_for

from .limits import EDITING, REACTIONS
from .models import Message, Room
from .permissions import is_folded_for


@dataclass(frozen=True)
class Given:
    """One sign that people put on a message."""

    sign: str
    count: int
    people: str  # their public ids, for the script that marks the reader's own
    is_mine: bool


@dataclass(frozen=True)
class Answer:
    """One answer of a poll, as it stands."""

    position: str
    text: str
    count: int
    share: int  # of all votes, in hundredths
    voters: str  # their public ids or their organisations' slugs, for the script that marks the reader's own
    is_mine: bool


def answers(message: Message, viewer: Any = None) -> list[Answer]:
    """The answers of a message's poll. Whose voice an organisation's vote is cannot be seen without a viewer."""
    poll = message.poll
    voices = voices_of(viewer, poll.is_by_organisation)
    options = [(option, list(option.votes.all())) for option in poll.options.all()]
    total = sum(len(votes) for _option, votes in options) or 1
    found = []
    for option, votes in options:
        ids = [voice_id(vote, poll.is_by_organisation) for vote in votes]
        share = round(100 * len(votes) / total)
        found.append(
            Answer(str(option.position), option.text, len(votes), share, " ".join(ids), bool(voices & set(ids)))
        )
    return found


def voice_id(vote: Any, by_organisation: bool) -> str:
    return vote.organisation.slug if by_organisation and vote.organisation else str(vote.person.uuid)


def voices_of(viewer: Any, by_organisation: bool) -> set[str]:
    if viewer is None:
        return set()
    if by_organisation:
        if not hasattr(viewer, "voices"):  # asked once for all the polls of a page
            viewer.voices = {organisation.slug for organisation in organisations_spoken_for(viewer)}
        return viewer.voices
    return {str(viewer.uuid)}


def row(message: Message, viewer: Any = None, may_moderate: bool = False, may_pin: bool = False) -> dict[str, Any]:
    """Without a viewer the row is the same for everybody: what is only for the author is there, hidden."""
    me = str(viewer.uuid) if viewer else ""
    return {
        "message": message,
        "seq": str(message.seq),  # as text, so that no language puts a point into an address
        "answered_seq": str(message.reply_to.seq) if message.reply_to else "",
        "here": message.room.get_absolute_url(),  # the addresses of messages lie below it; asking for each takes longer
        "is_mine": viewer is not None and message.author_id == viewer.pk,
        "is_folded": viewer is not None and is_folded_for(viewer, message),
        "is_changeable": timezone.now() - message.sent_at < EDITING,
        "may_moderate": may_moderate,
        "may_pin": may_pin,
        "reactions": [
            Given(sign, len(people), " ".join(people), me in people) for sign, people in message.reactions.items()
        ],
        "answers": answers(message, viewer) if message.has_poll and not message.is_deleted else [],
        "signs": REACTIONS,
        "excerpt": excerpt_of_answered(message.reply_to, message.room, viewer) if message.reply_to else "",
    }


def excerpt_of_answered(answered: Message, room: Room, viewer: Any) -> str:
    answered.room = room
    return "…" if viewer is not None and is_folded_for(viewer, answered) else excerpt(answered)


def menu_pattern(room: Room, may_moderate: bool, may_pin: bool) -> dict[str, Any]:
    """The menu of no message in particular, which the script of the page completes for those that arrive."""
    return {
        "seq": "SEQ",
        "here": room.get_absolute_url(),
        "is_changeable": True,
        "may_moderate": may_moderate,
        "may_pin": may_pin,
        "signs": REACTIONS,
    }


def excerpt(message: Message, length: int = 120) -> str:
    """The beginning of what a message says, on one line and without the signs that format it."""
    text = " ".join(unescape(strip_tags(message.html)).split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
