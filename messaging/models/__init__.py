from .messages import Attachment, Mention, Message, MessageVersion
from .people import Block, Participation
from .rooms import Room

__all__ = ["Attachment", "Block", "Mention", "Message", "MessageVersion", "Participation", "Room"]
