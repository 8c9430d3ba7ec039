"""Addresses of found things: stored without a language, shown under the reader's."""

from network.core.languages import LANGUAGES

_WITHOUT_LANGUAGE = ("/files/", "/documents/", "/media/", "/static/", "/api/")


def in_language(url: str, code: str) -> str:
    """The address under the reader's language prefix. Files, machine addresses and other sites have none."""
    if not url.startswith("/") or url.startswith(("//", *_WITHOUT_LANGUAGE)):
        return url
    first, _slash, rest = url[1:].partition("/")
    path = f"/{rest}" if first in LANGUAGES else url
    return f"/{code}{path}"
