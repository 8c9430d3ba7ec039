"""What is said over a socket and in JSON: one way to write a message down, in a reader's language and script."""

import json
from collections.abc import Iterable
from typing import Any

from django.template.loader import get_template
from django.utils import translation

from network.core.languages import language as interface_language
from network.core.text import convert_html

from .models import Message
from .queries import Changes
from .rows import row

# Why a socket was closed, for the script at the other end.
GARBAGE = 4400
SIGNED_OUT = 4401
NOT_ALLOWED = 4403
TOO_MANY = 4429
RESYNC = 4408


def message_html(message: Message, language: str, viewer: Any = None) -> str:
    """One message as it stands on the page, in the script of `language`, but without its menu: the page has a pattern
    of that, and two thirds of a frame would be menu. Without a viewer it is the same for everybody.
    """
    template = get_template("messaging/_message.html")
    with translation.override(language):
        html = template.render({**row(message, viewer), "is_bare": True})
    return in_script(html.strip(), language)


def in_script(html: str, language: str) -> str:
    reader = interface_language(language)
    return convert_html(html, reader.script) if reader.converts else html


def receipt(message: Message) -> dict[str, Any]:
    """What its sender is told once a message is stored. It then comes to them as it comes to everybody."""
    return {
        "seq": message.seq,
        "revision": message.revision,
        "client_id": str(message.client_id),
        "sent_at": message.sent_at.isoformat(),
    }


def item(message: Message, language: str, viewer: Any = None) -> dict[str, Any]:
    return {
        "seq": message.seq,
        "revision": message.revision,
        "client_id": str(message.client_id),
        "author": str(message.author.uuid),
        "sent_at": message.sent_at.isoformat(),
        "html": message_html(message, language, viewer),
    }


def changes_as_data(changes: Changes, language: str, viewer: Any = None) -> dict[str, Any]:
    return {
        "type": "messages",
        "room": changes.room.slug,
        "since": changes.since,
        "revision": changes.revision,
        "seq": changes.seq,
        "more": changes.more,
        "items": [item(message, language, viewer) for message in changes.messages],
    }


def changes_frames(changes: Changes, languages: Iterable[str]) -> dict[str, str]:
    """The frame for every language that somebody reads the room in, each encoded once."""
    return {language: encode(changes_as_data(changes, language)) for language in languages}


def encode(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def head(kind: str, seq: int, revision: int, **more: Any) -> str:
    return encode({"type": kind, "seq": seq, "revision": revision, **more})
