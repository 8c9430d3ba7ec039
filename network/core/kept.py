"""Keeps what is the same for every reader of a language, until something is published.

For parts of pages that cost many queries and change with publishing only. They belong to the same generation as the
kept pages (`page_cache`), so they are forgotten with them and never outlive `PAGE_CACHE_SECONDS`.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import get_language

from .middleware.page_cache import generation

T = TypeVar("T")
MOST = 200  # in each process
PARTS: dict[tuple[str, str], tuple[str, float, Any]] = {}


def kept(name: str, make: Callable[[], T]) -> T:
    """What `make` gave last in the reader's language.

    SECURITY: only for what anybody may see. `make` must not look at the request, and what it gives must be complete:
    lists, not querysets that would be asked again.
    """
    if not settings.PAGE_CACHE_SECONDS:
        return make()
    key, now = (name, get_language() or ""), generation()
    made_in, until, part = PARTS.get(key, ("", 0.0, None))
    if made_in != now or until <= time.time():
        part = make()
        PARTS.pop(key, None)
        PARTS[key] = (now, time.time() + settings.PAGE_CACHE_SECONDS, part)
        while len(PARTS) > MOST:
            PARTS.pop(next(iter(PARTS)), None)
    return part
