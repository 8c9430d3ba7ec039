"""Which of a thing's published pages a reader gets: the one in the nearest language, chosen among few in Python.

A thing has at most one page per language. Taking them all and choosing here costs a plain query, where choosing in the
database costs a nested one whose making alone takes longer than the rows.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from network.core.languages import Localised, chain, content_language


def nearest(pages: Iterable[Any]) -> Any:
    """Of the live pages of one thing, with their locales, the reader's; None when there is none.

    It says of itself what `localized` says: `content_language` and `is_fallback`.
    """
    there = {page.locale.language_code: page for page in pages}
    order = chain(get_language())
    code = next((code for code in (*order, *there) if code in there), None)
    if code is None:
        return None
    page = there[code]
    page.content_language, page.is_fallback = code, code != order[0]
    return page


def told(pages: Any, owner: str, things: Iterable[Any]) -> dict[int, tuple[Localised, str]]:
    """Title and summary of many things in the reader's nearest language, by their ids; one plain query.

    `pages` are those of a page model, `owner` the name of its link to the thing.
    """
    rows = pages.filter(live=True, **{f"{owner}__in": [thing.pk for thing in things]}).order_by()
    order, wanted = list(chain(get_language())), content_language(get_language())
    found: dict[int, tuple[int, Localised, str]] = {}
    for pk, title, summary, code in rows.values_list(f"{owner}_id", "title", "summary", "locale__language_code"):
        place = order.index(code) if code in order else len(order)
        if pk not in found or place < found[pk][0]:
            found[pk] = (place, Localised(title, code, code != wanted), summary)
    return {pk: (title, summary) for pk, (_place, title, summary) in found.items()}
