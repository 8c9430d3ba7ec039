from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from network.core import languages
from network.core.permissions import public
from network.core.search import engine
from network.core.search.forms import ApiSearchForm, SearchForm
from network.core.search.results import PAGE_SIZE, FacetValue, Hit, Results

FACET_LABELS = {
    "kind": _("What"),
    "country": _("Where"),
    "tag": _("Theme"),
    "language": _("Language of the text"),
}


@public
@require_safe
@cache_control(private=True)
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    reader: dict[str, Any] = {"user": request.user, "language": get_language() or languages.DEFAULT}
    results = engine.search(**form.question(), **reader)
    part = "#results" if getattr(request, "htmx", False) and request.htmx.target == "search-results" else ""  # type: ignore[attr-defined]
    context = {
        "results": results,
        "page": Paginator(range(results.pages * PAGE_SIZE), PAGE_SIZE).get_page(results.page),
        "facets": [
            {"label": label, "values": facet_links(request.GET, name, results.facets[name])}
            for name, label in FACET_LABELS.items()
            if narrows(results, name)
        ],
        "clear_url": question_url(request.GET, drop=FACET_LABELS) if results.filters else "",
        "newest": () if results.hits else engine.newest(**reader),
    }
    return TemplateResponse(request, f"core/search.html{part}", context)


@public
@require_safe
@cache_control(private=True)
def suggest(request: HttpRequest) -> HttpResponse:
    """What could be meant while somebody types: a piece of the page, asked for by htmx."""
    hits = engine.suggest(
        SearchForm(request.GET).question()["query"], user=request.user, language=get_language() or languages.DEFAULT
    )
    return TemplateResponse(request, "core/search_suggestions.html", {"hits": hits})


@public
@require_safe
def api_search(request: HttpRequest) -> HttpResponse:
    """The public search as JSON, for anyone and from any site.

    GET /api/search/?q=prihvatni+centri&lang=sr-latn&kind=case_study

    q         words in either alphabet, with or without diacritics, inflected or mistyped; "in quotes" a phrase
    lang      the reader's language: en, sr, sr-latn, bs, cnr, cnr-cyrl, mk, sq (en)
    kind, country, tag, language    narrow the search; may be repeated, then any of the values will do
    page      of ten results each (1)

    Answers with `count`, `page`, `pages`, `results` and `facets`. `corrected` is the query as it was searched for when
    a word was mistyped, `relaxed` says that the results hold only some of the words. `title_html`, `snippet_html` are
    escaped HTML with the found words in <mark>, in the alphabet the text is written in. Holds what is public, and only
    that, also for people who are signed in. Never answers with an error to anything asked.
    """
    question = ApiSearchForm(request.GET).question()
    with override(question["language"]):
        results = engine.search(**question, user=None)
        answer = {
            "query": results.query.typed,
            "language": question["language"],
            "corrected": results.corrected,
            "relaxed": results.is_relaxed,
            "count": results.count,
            "page": results.page,
            "pages": results.pages,
            "results": [hit_data(request, hit) for hit in results.hits],
            "facets": {
                name: [{"value": v.value, "label": str(v.label), "count": v.count} for v in values]
                for name, values in results.facets.items()
            },
        }
    return JsonResponse(answer, headers={"Access-Control-Allow-Origin": "*"})


def hit_data(request: HttpRequest, hit: Hit) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "title": hit.title,
        "title_html": hit.title_html,
        "snippet_html": hit.snippet_html,
        "url": request.build_absolute_uri(hit.url),
        "country": hit.country,
        "tags": [tag.text for tag in hit.tags],
        "language": hit.language,
        "published_at": hit.published_at.isoformat() if hit.published_at else None,
    }


@dataclass(frozen=True)
class FacetLink:
    """A value of a facet; `url` adds it to the question or takes it away."""

    label: str | Promise
    count: int
    url: str
    current: bool
    lang: str = ""


def narrows(results: Results, facet: str) -> bool:
    """Whether a facet offers a choice: not when its one value is that of everything found."""
    values = results.facets.get(facet, ())
    return any(value.is_selected or value.count < results.count for value in values)


def facet_links(asked: QueryDict, name: str, values: tuple[FacetValue, ...]) -> list[FacetLink]:
    links = []
    for value in values:
        chosen = [each for each in asked.getlist(name) if each != value.value]
        if not value.is_selected:
            chosen.append(value.value)
        links.append(
            FacetLink(value.label, value.count, question_url(asked, {name: chosen}), value.is_selected, value.lang)
        )
    return links


def question_url(asked: QueryDict, change: dict[str, list[str]] | None = None, drop: Any = ()) -> str:
    """The same question with something changed, from its first page."""
    question = asked.copy()
    for name in ("page", *drop):
        question.pop(name, None)
    for name, values in (change or {}).items():
        question.setlist(name, values)
    return f"?{question.urlencode()}"
