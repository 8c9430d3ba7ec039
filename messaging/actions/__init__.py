"""Every write in rooms that means something. Other apps open rooms with `open_room` and fill them with `set_people`."""

from .blocks import block_person, unblock_person
from .messages import delete_message, edit_message, send_message, set_reaction
from .people import (
    accept_invitation,
    decline_invitation,
    invite_person,
    join_room,
    leave_room,
    readmit_participant,
    remove_participant,
    set_people,
    silence_participant,
)
from .reading import mark_read, mark_unread
from .rooms import archive_room, open_direct, open_group, open_room, set_posting

__all__ = [
    "accept_invitation",
    "archive_room",
    "block_person",
    "decline_invitation",
    "delete_message",
    "edit_message",
    "invite_person",
    "join_room",
    "leave_room",
    "mark_read",
    "mark_unread",
    "open_direct",
    "open_group",
    "open_room",
    "readmit_participant",
    "remove_participant",
    "send_message",
    "set_people",
    "set_posting",
    "set_reaction",
    "silence_participant",
    "unblock_person",
]
