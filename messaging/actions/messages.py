"""Saying something, changing it, withdrawing it. One writer per room at a time: the lock on its row orders them."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Affiliation, Organisation
from members.permissions import can_speak_for
from messaging import fresh, limits
from messaging.doorbell import ring_room
from messaging.language import guess_language
from messaging.models import Attachment, Mention, Message, MessageVersion, Participation, Poll, Room
from messaging.permissions import (
    can_delete_message,
    can_edit_message,
    can_post_in_room,
    can_react,
    is_blocked_between,
    participation_of,
)
from messaging.rendering import render
from messaging.states import ParticipationState, Posting
from messaging.validators import clean_client_id, clean_text
from network.core.errors import DomainError, NotAllowed
from network.core.uploads import discard, store


class TooFast(DomainError):
    """The person wrote more than one may in so short a time; `seconds` is how long to wait."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


@transaction.atomic
def send_message(
    room: Room,
    *,
    author: Any,
    text: str,
    client_id: str | UUID,
    reply_to: int | None = None,
    files: Sequence[File] = (),
    organisation: Organisation | None = None,
    topic: str = "",
) -> Message:
    """Store what `author` says in `room` under the next number and ring for it after commit.

    Once this returned inside a committed transaction, everybody entitled will get the message exactly once and in
    order. Sending again with the same `client_id` returns the message as stored, whatever else is given, and counts
    towards no limit. `reply_to` is a number in the same room. Raises NotAllowed, TooFast or another DomainError.
    """
    identifier, text = checked(client_id, text)
    room = lock(room)
    sent_before = Message.objects.complete().filter(author=author, client_id=identifier).first()
    if sent_before:
        if sent_before.room_id != room.pk:
            raise DomainError(_("This message was sent to another room already."))
        return sent_before
    participation = participation_of(author, room)
    if not can_post_in_room(author, room, participation):
        raise NotAllowed(why_not_post(room, participation))
    if not text and not files:
        raise DomainError(_("Write something, or attach a file."))
    if len(files) > limits.ATTACHMENTS:
        raise DomainError(_("A message can carry %(limit)s files.") % {"limit": limits.ATTACHMENTS})
    if organisation and not can_speak_for(author, organisation):
        raise NotAllowed(_("You cannot speak for this organisation."))
    check_pace(author, room)
    check_contact_request(author, room)

    rendered = render(text, **people_called(room, text))
    message = Message.objects.create(
        room=room,
        seq=room.head_seq + 1,
        revision=room.revision + 1,
        client_id=identifier,
        author=author,
        organisation=organisation,
        text=text,
        html=rendered.html,
        folded=rendered.folded,
        language=guess_language(text, author.language),
        topic=topic[:120],
        reply_to=message_to_answer(room, reply_to),
        mentions_all=rendered.mentions_all,
        has_files=bool(files),
    )
    attach(message, files, by=author)
    Mention.objects.bulk_create(Mention(message=message, person=person) for person in rendered.mentioned)
    room.head_seq, room.revision, room.last_message_at = message.seq, message.revision, message.sent_at
    room.save(update_fields=["head_seq", "revision", "last_message_at"])
    Participation.objects.filter(room=room, person=author, last_read_seq=message.seq - 1).update(
        last_read_seq=message.seq
    )
    transaction.on_commit(partial(fresh.keep, message))
    ring_room(room.pk, room.head_seq, room.revision)
    return message


@transaction.atomic
def edit_message(message: Message, *, by: Any, text: str) -> Message:
    """Replace what the message says; what it said before is kept for everybody in the room to see."""
    room = lock(message.room)
    message = locked_message(room, message)
    if not can_edit_message(by, message):
        raise NotAllowed(_("A message can be changed by its author for a day after it was sent."))
    text = checked(message.client_id, text)[1]
    if text == message.text:
        return message
    if not text and not message.attachments.exists():
        raise DomainError(_("Write something, or withdraw the message."))
    MessageVersion.objects.create(message=message, text=message.text, html=message.html)
    rendered = render(text, **people_called(room, text))
    message.text, message.html, message.folded = text, rendered.html, rendered.folded
    message.language = guess_language(text, by.language)
    message.mentions_all = rendered.mentions_all
    message.edited_at = timezone.now()
    Mention.objects.filter(message=message).exclude(person__in=rendered.mentioned).delete()
    Mention.objects.bulk_create(
        [Mention(message=message, person=person) for person in rendered.mentioned], ignore_conflicts=True
    )
    save_change(room, message, "text", "html", "folded", "language", "mentions_all", "edited_at")
    return message


@transaction.atomic
def delete_message(message: Message, *, by: Any) -> Message:
    """Withdraw one's own words and files; the number stays taken. Repeating is harmless.

    Moderators hide what others wrote (`hide_message`), so that it can come back.
    """
    room = lock(message.room)
    message = locked_message(room, message)
    if message.is_deleted:
        return message
    if not can_delete_message(by, message):
        raise NotAllowed(_("You can withdraw your own messages only."))
    empty_message(room, message, by=by)
    return Message.objects.complete().get(pk=message.pk)


def empty_message(room: Room, message: Message, *, by: Any) -> None:
    """Delete everything a message said, for good. `by` is None where its time had come."""
    for attachment in message.attachments.all():
        discard(attachment.file)
    message.versions.all().delete()
    message.mentions.all().delete()
    message.bookmarks.all().delete()
    Poll.objects.filter(message=message).delete()
    message.text = message.html = message.folded = message.topic = ""
    message.reactions, message.mentions_all, message.has_files, message.has_poll = {}, False, False, False
    message.pinned_at = message.pinned_by = None
    message.deleted_at, message.deleted_by = timezone.now(), by
    save_change(
        room,
        message,
        *("text", "html", "folded", "topic", "reactions", "mentions_all", "has_files", "has_poll"),
        *("pinned_at", "pinned_by", "deleted_at", "deleted_by"),
    )


@transaction.atomic
def set_reaction(message: Message, *, by: Any, sign: str, given: bool) -> Message:
    """Give or take back one sign of `by` on a message. Repeating is harmless."""
    if sign not in limits.REACTIONS:
        raise DomainError(_("Choose one of the signs offered."))
    room = lock(message.room)
    message = locked_message(room, message)
    if not can_react(by, message):
        raise NotAllowed(_("You cannot react to this message."))
    who, people = str(by.uuid), message.reactions.get(sign, [])
    if (who in people) == given:
        return message
    people = [*people, who] if given else [one for one in people if one != who]
    message.reactions = {**message.reactions, sign: people}
    if not people:
        del message.reactions[sign]
    save_change(room, message, "reactions")
    return message


def lock(room: Room) -> Room:
    """The room as it now stands, locked until the end of the transaction: nobody else writes in it meanwhile."""
    return Room.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=room.pk)


def locked_message(room: Room, message: Message) -> Message:
    """The message as it now stands, in its room that is locked already."""
    message = Message.objects.complete().select_for_update(of=("self",)).get(pk=message.pk)
    message.room = room
    return message


def save_change(room: Room, message: Message, *fields: str) -> None:
    """Save `fields` of a message as the next change of its room, and ring."""
    room.revision += 1
    room.save(update_fields=["revision"])
    message.revision = room.revision
    message.save(update_fields=[*fields, "revision"])
    transaction.on_commit(partial(fresh.forget, room.pk, room.revision))
    ring_room(room.pk, room.head_seq, room.revision)


def checked(client_id: str | UUID, text: str) -> tuple[UUID, str]:
    try:
        return clean_client_id(client_id), clean_text(text)
    except ValidationError as error:
        raise DomainError(error.messages[0]) from None


def message_to_answer(room: Room, seq: int | None) -> Message | None:
    if seq is None:
        return None
    answered = Message.objects.filter(room=room, seq=seq).select_related("author").first()
    if answered is None or answered.is_deleted:
        raise DomainError(_("The message you are answering is not there any more."))
    return answered


def people_called(room: Room, text: str) -> dict[str, Any]:
    """Who can be called by name in `room`: its people, and their organisations. Asked only where somebody is."""
    if "@" not in text:
        return {"people": []}
    here = Participation.objects.active().filter(room=room)
    people = [one.person for one in here.select_related("person")]
    together: dict[Organisation, list[Any]] = {}
    for one in Affiliation.objects.in_force().filter(person__in=people).select_related("organisation", "person"):
        together.setdefault(one.organisation, []).append(one.person)
    return {"people": people, "organisations": together}


def check_pace(author: Any, room: Room) -> None:
    """Everybody may write so much in so short a time, and in a room with slow mode one message per pause."""
    now = timezone.now()
    recent = Message.objects.filter(author=author, sent_at__gt=now - limits.RATE_WINDOW)
    if recent.count() >= limits.RATE_MESSAGES:
        oldest = recent.order_by("sent_at").values_list("sent_at", flat=True)[0]
        raise too_fast((oldest + limits.RATE_WINDOW - now).total_seconds())
    if room.slow_mode_seconds:
        last = (
            Message.objects.filter(author=author, room=room)
            .order_by("-sent_at")
            .values_list("sent_at", flat=True)
            .first()
        )
        if last and (pause := room.slow_mode_seconds - (now - last).total_seconds()) > 0:
            raise too_fast(pause)


def too_fast(pause: float) -> TooFast:
    seconds = max(1, round(pause + 0.5))
    sentence = ngettext(
        "That was fast. You can write again in %(seconds)s second.",
        "That was fast. You can write again in %(seconds)s seconds.",
        seconds,
    )
    return TooFast(sentence % {"seconds": seconds}, seconds)


def check_contact_request(author: Any, room: Room) -> None:
    """A direct conversation holds one message, the request itself, until the other is in it; none after they went."""
    if not room.is_direct:
        return
    other = Participation.objects.filter(room=room).exclude(person=author).first()
    if other and not other.is_active and (room.head_seq or other.state != ParticipationState.INVITED):
        raise NotAllowed(_("You can write more once the other person has joined the conversation."))


def why_not_post(room: Room, participation: Participation | None) -> str:
    """A sentence for somebody who may not write here, saying what they can do about it."""
    if participation is None or participation.state in (ParticipationState.LEFT, ParticipationState.INVITED):
        return _("Join the room to write in it.")
    if participation.state == ParticipationState.REMOVED:
        return _("You are not in this room any more.")
    if room.archived_at:
        return _("This room is closed. You can read it.")
    if participation.muted_until and participation.muted_until > timezone.now():
        return _("A moderator has silenced you in this room for a while. You can read it.")
    if room.posting != Posting.EVERYONE:
        return _("In this room moderators write. You can read it.")
    if room.is_direct and is_blocked_between(room):
        return _("You cannot write in this conversation.")
    return _("You cannot write in this room.")


def attach(message: Message, files: Sequence[File], *, by: Any) -> None:
    for place, file in enumerate(files):
        kept = store(file, purpose="message-attachment", by=by, owner=message)
        Attachment.objects.create(message=message, file=kept, position=place)
