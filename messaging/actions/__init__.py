"""Every write in rooms that means something. Other apps open rooms with `open_room` and fill them with `set_people`."""

from .blocks import block_person, unblock_person
from .founding import appoint, describe_room, found_room
from .keeping import keep_bookmark, pin_message, save_draft
from .messages import delete_message, edit_message, send_message, set_reaction
from .moderation import answer_appeal, handle_report, hide_message, object_to, report_message
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
from .polls import cast_vote, close_poll, open_poll
from .reading import mark_read, mark_unread
from .retention import let_go_of_old_messages, set_retention
from .rooms import archive_room, open_direct, open_group, open_room, set_posting

__all__ = [
    "accept_invitation",
    "answer_appeal",
    "appoint",
    "archive_room",
    "block_person",
    "cast_vote",
    "close_poll",
    "decline_invitation",
    "delete_message",
    "describe_room",
    "edit_message",
    "found_room",
    "handle_report",
    "hide_message",
    "invite_person",
    "join_room",
    "keep_bookmark",
    "leave_room",
    "let_go_of_old_messages",
    "mark_read",
    "mark_unread",
    "object_to",
    "open_direct",
    "open_group",
    "open_poll",
    "open_room",
    "pin_message",
    "readmit_participant",
    "remove_participant",
    "report_message",
    "save_draft",
    "send_message",
    "set_people",
    "set_posting",
    "set_reaction",
    "set_retention",
    "silence_participant",
    "unblock_person",
]
