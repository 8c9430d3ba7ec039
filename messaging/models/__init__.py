from .attention import Attention
from .keeping import Bookmark, Draft
from .messages import Attachment, Mention, Message, MessageVersion
from .moderation import Measure, Report, seal
from .people import Block, Participation
from .polls import Poll, PollOption, Vote
from .rooms import Room

__all__ = [
    "Attachment",
    "Attention",
    "Block",
    "Bookmark",
    "Draft",
    "Measure",
    "Mention",
    "Message",
    "MessageVersion",
    "Participation",
    "Poll",
    "PollOption",
    "Report",
    "Room",
    "Vote",
    "seal",
]
