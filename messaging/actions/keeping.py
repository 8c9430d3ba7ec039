"""What people put aside: a message pinned for the room, a bookmark and a draft for oneself."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from messaging import limits
from messaging.models import Bookmark, Draft, Message, Room
from messaging.permissions import can_pin_message, can_post_in_room, can_read_room
from messaging.validators import clean_text
from network.core.errors import DomainError, NotAllowed

from .messages import lock, locked_message, save_change


@transaction.atomic
def pin_message(message: Message, *, by: Any, pinned: bool = True) -> Message:
    """Pin a message where everybody in the room finds it, or take it down again. Repeating is harmless."""
    room = lock(message.room)
    message = locked_message(room, message)
    if not can_pin_message(by, message):
        raise NotAllowed(_("You cannot pin this message."))
    if message.is_pinned == pinned:
        return message
    if pinned and room.messages.pinned().count() >= limits.PINS:
        raise DomainError(_("A room has room for %(limit)s pins. Take one down first.") % {"limit": limits.PINS})
    message.pinned_at, message.pinned_by = (timezone.now(), by) if pinned else (None, None)
    save_change(room, message, "pinned_at", "pinned_by")
    return message


@transaction.atomic
def keep_bookmark(message: Message, *, by: Any, kept: bool = True) -> None:
    """Keep a message for oneself, or let it go. Repeating is harmless."""
    if not kept:
        Bookmark.objects.filter(person=by, message=message).delete()
        return
    if message.is_deleted or not can_read_room(by, message.room):
        raise NotAllowed(_("This message cannot be kept."))
    Bookmark.objects.get_or_create(person=by, message=message)


@transaction.atomic
def save_draft(room: Room, *, by: Any, text: str) -> None:
    """Remember what `by` began to write; an empty text forgets it. The last one to save wins."""
    text = clean_text(text)
    if not text:
        Draft.objects.filter(person=by, room=room).delete()
        return
    if not can_post_in_room(by, room):
        raise NotAllowed(_("You cannot write in this room."))
    Draft.objects.update_or_create(person=by, room=room, defaults={"text": text, "saved_at": timezone.now()})
