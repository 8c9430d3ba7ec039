"""What every template may say: the name of the site, its languages, and what waits for the reader."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_from_path

from .languages import LANGUAGES, language


class SiteLanguage(NamedTuple):
    """One choice of the language switch: `url` is the page at hand in that language, or what comes nearest."""

    code: str
    name: str  # in the language itself
    lang: str
    hreflang: str
    url: str
    is_current: bool


def site(request: HttpRequest) -> dict[str, Any]:
    reading = language(get_language())
    return {
        "site_name": settings.ORGANISATION_NAME,
        "site_url": settings.SITE_URL,
        "language": reading.code,
        "html_lang": reading.html_lang,
        "site_languages": SimpleLazyObject(lambda: site_languages(request)),
        "unread_count": SimpleLazyObject(lambda: unread_count(request)),
    }


def site_languages(request: HttpRequest) -> list[SiteLanguage]:
    """Every interface language with the address of the present page in it.

    A page of the tree leads to its live translation; where there is none, and on every other address, the same path
    stands under the other prefix, where the page is shown in the nearest language with a label. Costs one query on a
    page of the tree, none elsewhere, and never fails: it is shown on error pages too.
    """
    current = language(get_language())
    translations = page_translations(request)
    address = request.get_full_path()
    return [
        SiteLanguage(
            code=choice.code,
            name=choice.native_name,
            lang=choice.html_lang,
            hreflang=choice.hreflang,
            url=translations.get(choice.code) or under_prefix(address, choice.code),
            is_current=choice == current,
        )
        for choice in LANGUAGES.values()
    ]


def page_translations(request: HttpRequest) -> dict[str, str]:
    route = getattr(request, "_wagtail_route_for_request", None)
    page = route[0] if route else None
    if page is None or not hasattr(page, "translation_urls"):
        return {}
    return page.translation_urls(request)


def under_prefix(address: str, code: str) -> str:
    """`address` with `code` instead of its language prefix; the home page of `code` when it has none."""
    path, mark, query = address.partition("?")
    if get_language_from_path(path) is None:
        return f"/{code}/"
    rest = path.split("/", 2)[2] if path.count("/") > 1 else ""
    return f"/{code}/{rest}{mark}{query}"


def unread_count(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return 0
    return user.notifications.filter(read_at=None).count()
