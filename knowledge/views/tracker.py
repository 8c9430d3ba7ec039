from collections.abc import Callable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from knowledge.exports import csv_lines
from knowledge.forms.filters import tracker_choices
from knowledge.models import Recommendation
from knowledge.permissions import can_record_response
from knowledge.queries import recommendations
from knowledge.queries import tracker as queries
from knowledge.queries import tracker_export as export
from knowledge.queries.countries import comparison
from knowledge.queries.tracker_table import COLUMNS
from network.core.kept import kept
from network.core.languages import content_language
from network.core.permissions import public

from .case_studies import citation_file


@public
@require_safe
def tracker(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    found = queries.public_tracker(tracker_choices(request.GET), request.GET, request.GET.get("page"), today)
    rows = [(one, one.is_overdue(today)) for one in found.page.object_list]
    return TemplateResponse(request, "knowledge/tracker.html", {"tracker": found, "rows": rows})


@public
@require_safe
def recommendation(request: HttpRequest, code: str) -> HttpResponse:
    try:
        told = recommendations.whole(code)
    except Recommendation.DoesNotExist:
        raise Http404 from None
    found = told["recommendation"]
    context = {
        **told,
        "content_language": content_language(get_language()),
        "is_overdue": found.is_overdue(timezone.localdate()),
        "follows": recommendations.follows(request.user, found),
        "may_record": can_record_response(request.user, found),
        "may_answer": recommendations.may_answer(request.user, found),
    }
    return TemplateResponse(request, "knowledge/recommendation.html", context)


@public
@require_safe
def cite_recommendation(request: HttpRequest, code: str, form: str) -> HttpResponse:
    try:
        return citation_file(recommendations.whole(code)["citation"], form)
    except Recommendation.DoesNotExist:
        raise Http404 from None


@public
@require_safe
def tracker_countries(request: HttpRequest) -> HttpResponse:
    """The five countries beside each other, all themes or one."""
    theme = tracker_choices(request.GET).get("theme", "")
    today = timezone.localdate()
    found = comparison(today, theme) if theme else kept(f"countries:{today}", lambda: comparison(today))
    return TemplateResponse(request, "knowledge/tracker_countries.html", {"comparison": found})


@public
@require_safe
def tracker_csv(request: HttpRequest) -> HttpResponse:
    """The tracker as the address narrows it, one line per recommendation."""
    rows = export.public_rows(chosen(request), code_address(request))
    response = StreamingHttpResponse(csv_lines(COLUMNS, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="recommendations.csv"'
    return response


@public
@require_safe
def tracker_json(request: HttpRequest) -> HttpResponse:
    """The tracker as the address narrows it, with every recommendation's whole history, for programs of anybody."""
    found = chosen(request)
    pieces = json_pieces(found.count(), export.histories(found, code_address(request)))
    response = StreamingHttpResponse(pieces, content_type="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def json_pieces(count: int, found: Iterator[dict[str, Any]]) -> Iterator[str]:
    """One document, sent as it is made."""
    encoder = DjangoJSONEncoder(ensure_ascii=False)
    yield f'{{"count": {count}, "recommendations": ['
    for number, one in enumerate(found):
        yield (",\n" if number else "\n") + encoder.encode(one)
    yield "\n]}\n"


def chosen(request: HttpRequest) -> QuerySet[Recommendation]:
    return queries.chosen_recommendations(tracker_choices(request.GET), timezone.localdate())


def code_address(request: HttpRequest) -> Callable[[str], str]:
    """The address of a recommendation by its code, without asking the URL table for each."""
    pattern = request.build_absolute_uri(reverse("recommendation", kwargs={"code": "CODE"}))
    return lambda code: pattern.replace("CODE", code)


def address_of(request: HttpRequest) -> Callable[[Recommendation], str]:
    return lambda found: request.build_absolute_uri(found.get_absolute_url())
