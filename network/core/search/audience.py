"""How much of the index a reader may see. What one may not see is neither listed nor counted nor suggested."""

from collections.abc import Callable
from typing import Any

from network.core.search.models import SearchEntry

_circles: dict[str, Callable[[Any], bool]] = {}


def admit(audience: str, may_see: Callable[[Any], bool]) -> None:
    """Say who belongs to the audience "members" or "staff". An app that knows calls this once, in `ready()`.

    Until somebody has said so, nobody belongs to it.
    """
    if audience not in SearchEntry.AUDIENCES:
        raise ValueError(f"no such audience: {audience}")
    _circles[audience] = may_see


def rank_of(user: Any) -> int:
    """The highest audience rank a reader may see; strangers and None see what is public."""
    if user is None or not user.is_authenticated:
        return 0
    ranks = (SearchEntry.AUDIENCES[audience] for audience, may_see in _circles.items() if may_see(user))
    return max(ranks, default=0)
