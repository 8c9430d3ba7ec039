"""What somebody typed, as groups of index words. Any input is a query; one without words is an empty one."""

import re
from dataclasses import dataclass
from functools import cached_property

from network.core.text import STOP_WORDS, fold_words, variants

QUERY_LIMIT = 200  # characters
WORDS_LIMIT = 16
_PIECE = re.compile(r'"([^"]+)"|[„“]([^„“”"]+)[“”"]|(\S+)')


@dataclass(frozen=True)
class Group:
    """Words of which an entry needs one (a word and its stems), or all in this order (a phrase in quotes)."""

    words: tuple[str, ...]
    is_phrase: bool = False
    is_prefix: bool = False  # the first word may go on: it is still being typed

    @property
    def typed(self) -> str:
        return self.words[0]


@dataclass(frozen=True)
class Query:
    """A query as typed, shortened to what a person would type."""

    typed: str

    @classmethod
    def of(cls, text: str | None) -> "Query":
        visible = "".join(c if c.isprintable() and not "\ud800" <= c <= "\udfff" else " " for c in text or "")
        return cls(" ".join(visible[:QUERY_LIMIT].split()))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """All groups but for words said in every text, unless there are no others."""
        groups = [group for piece in _PIECE.finditer(self.typed) for group in _groups(*piece.groups())]
        telling = [group for group in groups if group.is_phrase or group.typed not in STOP_WORDS]
        return tuple((telling or groups)[:WORDS_LIMIT])


def with_open_end(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups as they are while the last word is still being typed: more letters of it may follow."""
    if not groups or groups[-1].is_phrase:
        return groups
    return (*groups[:-1], Group(groups[-1].words, is_prefix=True))


def _groups(quoted: str | None, low_quoted: str | None, word: str | None) -> list[Group]:
    if phrase := quoted or low_quoted:
        words = tuple(fold_words(phrase).split())
        return [Group(words, is_phrase=True)] if words else []
    return [Group(tuple(variants(part))) for part in fold_words(word or "").split()]
