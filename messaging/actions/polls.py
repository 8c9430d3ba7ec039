"""Asking a room, and answering. Votes change the message they belong to, and so reach everybody in order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Organisation
from members.permissions import organisations_spoken_for
from messaging import limits
from messaging.models import Message, Poll, PollOption, Room, Vote
from messaging.permissions import can_close_poll, can_vote
from messaging.states import Ballot
from network.core.errors import DomainError, NotAllowed

from .messages import lock, locked_message, save_change, send_message


@transaction.atomic
def open_poll(
    room: Room,
    *,
    author: Any,
    question: str,
    options: Sequence[str],
    client_id: str | UUID,
    ballot: str = Ballot.PERSON,
    allows_several: bool = False,
    closes_at: datetime | None = None,
    organisation: Organisation | None = None,
) -> Message:
    """Put a question to the room, as a message. Asking again with the same `client_id` is the same poll."""
    answers = list(dict.fromkeys(" ".join(option.split())[:200] for option in options if option.strip()))
    if not 2 <= len(answers) <= limits.POLL_OPTIONS:
        raise DomainError(
            _("Give at least two different answers, and at most %(limit)s.") % {"limit": limits.POLL_OPTIONS}
        )
    if closes_at and closes_at <= timezone.now():
        raise DomainError(_("The end of the poll lies in the past."))
    message = send_message(room, author=author, text=question, client_id=client_id, organisation=organisation)
    if message.has_poll:
        return message
    poll = Poll.objects.create(message=message, ballot=ballot, allows_several=allows_several, closes_at=closes_at)
    PollOption.objects.bulk_create(
        PollOption(poll=poll, position=position, text=text) for position, text in enumerate(answers, 1)
    )
    message.has_poll = True
    message.save(update_fields=["has_poll"])
    return message


@transaction.atomic
def cast_vote(
    message: Message, *, by: Any, position: int, chosen: bool = True, organisation: Organisation | None = None
) -> Message:
    """Choose an answer, or take the choice back, while the poll is open. Repeating is harmless.

    Where one answer counts, choosing another moves the vote. In a poll of organisations whoever speaks for one casts
    its single vote, and colleagues may change it; `organisation` is needed by those only who speak for several.
    """
    room = lock(message.room)
    message = locked_message(room, message)
    poll = Poll.objects.filter(message=message).first()
    option = PollOption.objects.filter(poll=poll, position=position).first() if poll else None
    if poll is None or option is None:
        raise DomainError(_("There is no such answer."))
    if not can_vote(by, message):
        raise NotAllowed(_("You cannot vote here."))
    if not poll.is_open():
        raise DomainError(_("This poll has ended."))
    voice = voice_of(by, organisation) if poll.is_by_organisation else None
    mine = Vote.objects.filter(option__poll=poll, **({"organisation": voice} if voice else {"person": by}))
    if mine.filter(option=option).exists() == chosen:
        return message
    if not chosen:
        mine.filter(option=option).delete()
    else:
        if not poll.allows_several:
            mine.delete()
        Vote.objects.create(option=option, person=by, organisation=voice)
    save_change(room, message)
    return message


def voice_of(person: Any, organisation: Organisation | None) -> Organisation:
    """The organisation whose vote `person` casts."""
    spoken_for = list(organisations_spoken_for(person))
    if organisation and organisation in spoken_for:
        return organisation
    if organisation or not spoken_for:
        raise NotAllowed(_("In this poll organisations vote, through the people who speak for them."))
    if len(spoken_for) > 1:
        raise DomainError(_("You speak for several organisations. Open the poll and say for which one you vote."))
    return spoken_for[0]


@transaction.atomic
def close_poll(message: Message, *, by: Any) -> Message:
    """End a poll before its time. Repeating is harmless."""
    room = lock(message.room)
    message = locked_message(room, message)
    poll = Poll.objects.filter(message=message).first()
    if poll is None or not can_close_poll(by, message):
        raise NotAllowed(_("You cannot end this poll."))
    if poll.is_open():
        poll.closed_at = timezone.now()
        poll.save(update_fields=["closed_at"])
        save_change(room, message)
    return message
