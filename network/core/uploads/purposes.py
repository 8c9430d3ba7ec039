"""What files are for decides what they may be, how large, and who may read them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .types import TYPES

Rule = Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Purpose:
    """`types` are file name endings without the dot; `may_read(user, file)` is asked at every single download."""

    name: str
    types: frozenset[str]
    max_bytes: int
    may_read: Rule

    @property
    def accept(self) -> str:
        """For the `accept` attribute of the file field."""
        return ",".join(f".{ending}" for ending in sorted(self.types))


PURPOSES: dict[str, Purpose] = {}


def register_purpose(name: str, *, types: Iterable[str], max_bytes: int, may_read: Rule) -> Purpose:
    """Make a purpose known, from `apps.ready()`. Raises ValueError for a type that nobody here can check."""
    endings = frozenset(ending.lower().lstrip(".") for ending in types)
    if unknown := endings - TYPES.keys():
        raise ValueError(f"Uploads for {name!r}: nobody can check {sorted(unknown)}; known are {sorted(TYPES)}.")
    PURPOSES[name] = Purpose(name, endings, max_bytes, may_read)
    return PURPOSES[name]


def may_read(user: Any, file: Any) -> bool:
    """Whether the rule of the file's purpose lets `user` read it; a purpose that is gone lets nobody."""
    purpose = PURPOSES.get(file.purpose)
    return purpose is not None and purpose.may_read(user, file)
