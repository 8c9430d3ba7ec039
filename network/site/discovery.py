"""What machines are told about the site: the list of its public pages, and where not to look."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from knowledge.queries.changes import last_changes
from network.core.languages import LANGUAGES
from network.core.models import SearchEntry
from network.core.permissions import public
from network.core.search.addresses import in_language

MOST = 50_000  # what one sitemap may hold, says the protocol
CLOSED = [
    "/admin/",
    "/api/",
    "/files/",
    *(f"/{code}/{path}/" for code in LANGUAGES for path in ("desk", "rooms", "account")),
]


@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that the search shows to everybody, each in the languages it is written in."""
    return HttpResponse("".join(sitemap_lines()), content_type="application/xml")


def sitemap_lines() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    entries = SearchEntry.objects.filter(audience=SearchEntry.AUDIENCES["public"]).order_by("url", "language")
    changes = last_changes()
    for thing, language, url, published in entries.values_list("thing", "language", "url", "published_at")[:MOST]:
        changed = changes.get(thing, published)
        lastmod = f"<lastmod>{changed.date().isoformat()}</lastmod>" if changed else ""
        yield f"<url><loc>{settings.SITE_URL}{escape(in_language(url, language))}</loc>{lastmod}</url>\n"
    yield "</urlset>\n"


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
