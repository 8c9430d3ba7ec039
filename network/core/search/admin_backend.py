"""Wagtail's own search, which editors use in the admin and in choosers, over folded words.

Visitors never reach it: they search with `network.core.search.engine`. Wagtail's backend of the database at hand does
the work; what goes into its index and what is asked of it are folded the same way, so an editor finds «Прихватни» by
typing prihvatni, and nothing but a few words is left of a question (a lone quotation mark is an error on SQLite
otherwise, and a thousand words are too deep an expression).
"""

import copy
import re
from collections.abc import Iterable
from typing import Any

from modelsearch import index
from modelsearch.backends.database import SearchBackend as database_backend
from modelsearch.query import And, Boost, Fuzzy, Not, Or, Phrase, PlainText, SearchQuery

from network.core.text import fold

WORDS_ASKED = 16
_WORD = re.compile(r"[^\W_]+")


def SearchBackend(params: dict[str, Any]) -> Any:
    """What WAGTAILSEARCH_BACKENDS names: Wagtail's backend for this database, folding."""
    plain = database_backend(params)
    if not hasattr(plain, "index_class"):
        return plain
    plain.__class__ = type("FoldingBackend", (FoldingSearch, type(plain)), {})
    plain.index_class = type("FoldingIndex", (FoldingIndex, plain.index_class), {})
    return plain


class FoldingSearch:
    def _search(self, compiler: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super()._search(compiler, folded_query(query), *args, **kwargs)  # type: ignore[misc]


class FoldingIndex:
    def add_items(self, model: Any, objects: Iterable[Any]) -> None:
        super().add_items(model, [Folded(obj) for obj in objects])  # type: ignore[misc]


class Folded:
    """An object as the index reads it: the texts of its search fields folded, everything else its own."""

    def __init__(self, obj: Any) -> None:
        self.unfolded = obj

    def __getattr__(self, name: str) -> Any:
        return getattr(self.unfolded, name)

    def get_search_fields(self) -> list[Any]:
        return [folded_field(field) for field in self.unfolded.get_search_fields()]


def folded_field(field: Any) -> Any:
    folded = copy.copy(field)
    if isinstance(field, index.RelatedFields):
        folded.fields = [folded_field(each) for each in field.fields]
        folded.get_value = lambda obj: field.get_value(getattr(obj, "unfolded", obj))
    elif isinstance(field, index.SearchField | index.AutocompleteField):
        folded.get_value = lambda obj: folded_value(field.get_value(getattr(obj, "unfolded", obj)))
    return folded


def folded_value(value: Any) -> Any:
    if isinstance(value, list):
        return [folded_value(each) for each in value]
    if isinstance(value, dict):
        return {key: folded_value(each) for key, each in value.items()}
    return words(str(value)) if isinstance(value, str) else value


def folded_query(query: Any) -> Any:
    """The question in folded words; as a string "" when none is left, which finds nothing."""
    match query:
        case str():
            return words(query, WORDS_ASKED)
        case PlainText() | Phrase() | Fuzzy():
            folded = copy.copy(query)
            folded.query_string = words(query.query_string, WORDS_ASKED)
            return folded if folded.query_string else ""
        case And() | Or():
            parts = [part for each in query.subqueries if (part := folded_query(each)) != ""]
            return type(query)(parts) if parts else ""
        case Not() | Boost():
            folded = copy.copy(query)
            folded.subquery = folded_query(query.subquery)
            return folded if isinstance(folded.subquery, SearchQuery) else ""
    return query


def words(text: str, most: int | None = None) -> str:
    return " ".join(_WORD.findall(fold(text))[:most])
