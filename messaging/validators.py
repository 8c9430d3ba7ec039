"""Rules about what a message is, used by forms and actions alike."""

import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .limits import MESSAGE_LENGTH


def clean_text(text: str) -> str:
    """The message as it is stored: unified line ends, no control characters, no blank edges.

    Raises ValidationError for one that is too long. Empty is allowed here: an attachment may stand alone.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(letter for letter in text if letter in "\n\t" or letter.isprintable() or is_joiner(letter)).strip()
    if len(text) > MESSAGE_LENGTH:
        raise ValidationError(
            _("A message can have %(limit)s characters; this one has %(length)s. Shorten it or attach a file.")
            % {"limit": MESSAGE_LENGTH, "length": len(text)},
            code="too_long",
        )
    return text


def is_joiner(letter: str) -> bool:
    """Characters that shape the letters around them, which str.isprintable() does not count as printable."""
    return letter in "\u200c\u200d\u00ad\u00a0\u202f\u2009"


def clean_client_id(value: str | uuid.UUID) -> uuid.UUID:
    """The sender's own name for a message, by which a repeated send is recognised."""
    try:
        return value if isinstance(value, uuid.UUID) else uuid.UUID(value)
    except (ValueError, AttributeError, TypeError):
        raise ValidationError(_("The identifier of the message is not a UUID."), code="client_id") from None
