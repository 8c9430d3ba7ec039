"""The short way from a room's hub to a reader, where the server offers one (`daphne_protocol`)."""

from collections.abc import Callable
from contextvars import ContextVar

# Writes a text to the connection whose application runs in this context, at once and without waiting.
straight: ContextVar[Callable[[str], None] | None] = ContextVar("straight", default=None)
