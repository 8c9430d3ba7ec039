"""Keeps the finished public pages for visitors without a session, and forgets them the moment something is published.

Each process keeps pages in its own memory, under the generation they were made in. `bump()` starts a new generation,
with which every older page counts as never kept; publishing, a change of state and a change of what can be searched do
so after commit. The generation lies in the shared cache; where the cache is not shared between processes (no Redis, so
one machine) it is the date of a file, which all processes of that machine see and which costs a microsecond to ask for.
"""

import hashlib
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache, caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import ResponseHeaders
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language_from_path

GENERATION = "pages:generation"
HARMLESS_VARY = {"cookie", "accept-encoding", "accept-language", "hx-request"}
MOST_PAGES = 500  # in each process; some 60 kB each
LONGEST_ADDRESS = 500  # a longer one is nobody's bookmark: it would only push other pages out


class Kept(NamedTuple):
    generation: str
    until: float
    body: bytes
    headers: ResponseHeaders


PAGES: dict[tuple[str, ...], Kept] = {}
LOCK = threading.Lock()  # for writers; reading one entry needs none


class AnonymousPageCacheMiddleware:
    """Answers a visitor's GET of a page under a language prefix from the cache, when nothing personal can be in it.

    Kept is only a 200 text/html answer that sets no cookie, to a request without session, CSRF or message cookie, whose
    view did not say private or no-store. Such answers carry an ETag and `no-cache`: a browser asks each time, and a
    published change is seen at once. Answers to a signed-in person carry `no-store`, so that the next person at a
    shared computer cannot go back to them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.is_anonymous(request):
            return keep_off_shared_computers(self.get_response(request))
        if not self.may_be_kept(request):
            return self.get_response(request)
        key = page_key(request)
        now, kept = generation(), PAGES.get(key)
        if kept is not None and kept.generation == now and kept.until > time.time():
            return answer(request, kept)
        response = self.get_response(request)
        if not is_public_page(response) or getattr(request, "_csp_nonce", None):
            return response
        patch_vary_headers(response, ["Cookie", "HX-Request"])
        body = response.content
        headers = ResponseHeaders({name: response.headers[name] for name in kept_headers(response)})
        headers["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers["Cache-Control"] = "no-cache"
        headers["Content-Length"] = str(len(body))
        kept = Kept(now, time.time() + settings.PAGE_CACHE_SECONDS, body, headers)
        keep(key, kept)
        return answer(request, kept)

    def is_anonymous(self, request: HttpRequest) -> bool:
        return settings.SESSION_COOKIE_NAME not in request.COOKIES and "HTTP_AUTHORIZATION" not in request.META

    def may_be_kept(self, request: HttpRequest) -> bool:
        return (
            settings.PAGE_CACHE_SECONDS > 0
            and request.method == "GET"
            and settings.CSRF_COOKIE_NAME not in request.COOKIES
            and "messages" not in request.COOKIES
            and len(request.path_info) + len(request.META.get("QUERY_STRING", "")) <= LONGEST_ADDRESS
            and get_language_from_path(request.path_info) is not None
        )


def page_key(request: HttpRequest) -> tuple[str, ...]:
    """A page is known by scheme, host, full address and whether htmx asked for a piece of it, as the request says them.

    SECURITY: the host is not checked here but where the page is made: an answer under a foreign host is no 200.
    """
    said = request.META
    htmx = (said["HTTP_HX_REQUEST"], said.get("HTTP_HX_TARGET", "")) if "HTTP_HX_REQUEST" in said else ()
    return (request.scheme or "", said.get("HTTP_HOST", ""), request.path, said.get("QUERY_STRING", ""), *htmx)


def is_public_page(response: HttpResponse) -> bool:
    vary = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name.strip()}
    said = response.headers.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and response.headers.get("Content-Type", "").startswith("text/html")
        and not response.cookies
        and not any(word in said for word in ("private", "no-store", "no-cache"))
        and all(name in HARMLESS_VARY or name.startswith("hx-") for name in vary)
    )


def kept_headers(response: HttpResponse) -> list[str]:
    return [name for name in response.headers if name not in ("Set-Cookie", "Content-Length", "ETag", "Cache-Control")]


def keep(key: tuple[str, ...], page: Kept) -> None:
    """Keep the page; the one kept longest makes room."""
    with LOCK:
        PAGES.pop(key, None)
        PAGES[key] = page
        while len(PAGES) > MOST_PAGES:
            del PAGES[next(iter(PAGES))]


def answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    """The kept page. Its headers are shared by all its answers: nobody stands further out who would change them."""
    response = HttpResponse(kept.body)
    response.headers = kept.headers
    if "HTTP_IF_NONE_MATCH" in request.META:
        return get_conditional_response(request, etag=kept.headers["ETag"], response=response) or response
    return response


def keep_off_shared_computers(response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def bump() -> None:
    """Forget every kept page, in all processes, from now on."""
    if is_shared():
        cache.set(GENERATION, new_token(), None)
        return
    path = Path(marker())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.utime(path, ns=(time.time_ns(), time.time_ns()))  # the file system's own clock ticks too slowly for two changes


def bump_after_commit(*args: Any, **kwargs: Any) -> None:
    """As `bump`, once what was changed can be read; also a receiver for signals of any kind."""
    transaction.on_commit(bump)


def generation() -> str:
    """The generation in force; where none is known (a cache just emptied) a new one begins."""
    if is_shared():
        return str(cache.get(GENERATION) or cache.get_or_set(GENERATION, new_token, None))
    try:
        return str(os.stat(marker()).st_mtime_ns)
    except FileNotFoundError:
        bump()
        return str(os.stat(marker()).st_mtime_ns)


def new_token() -> str:
    return f"{time.time_ns()}-{os.urandom(4).hex()}"


def is_shared() -> bool:
    return not isinstance(caches["default"], LocMemCache)


def marker() -> str:
    return os.path.join(settings.DATA, "pages.generation")
