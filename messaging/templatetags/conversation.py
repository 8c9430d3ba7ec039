"""Rows of a conversation and of the list of rooms."""

from typing import Any

from django import template

from messaging.models import Message
from messaging.rows import excerpt, row

register = template.Library()


@register.inclusion_tag("messaging/_message.html")
def message_row(message: Message, viewer: Any, may_moderate: bool = False) -> dict[str, Any]:
    return row(message, viewer, may_moderate)


@register.filter
def begins(message: Message) -> str:
    """The beginning of what a message says."""
    return excerpt(message)
