"""Rows of a conversation and of the list of rooms."""

from datetime import datetime
from typing import Any

from django import template

from messaging.models import Message, Room
from messaging.rows import excerpt, menu_pattern, row

register = template.Library()


@register.inclusion_tag("messaging/_message.html")
def message_row(message: Message, viewer: Any, may_moderate: bool = False, may_pin: bool = False) -> dict[str, Any]:
    return row(message, viewer, may_moderate, may_pin)


@register.inclusion_tag("messaging/_message_menu.html")
def message_menu_pattern(room: Room, may_moderate: bool, may_pin: bool) -> dict[str, Any]:
    return menu_pattern(room, may_moderate, may_pin)


@register.filter
def moment(written: str) -> datetime:
    """A moment that was written down as text."""
    return datetime.fromisoformat(written)


@register.filter
def begins(message: Message) -> str:
    """The beginning of what a message says."""
    return excerpt(message)
