from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge.exports import csv_lines
from knowledge.forms.filters import tracker_choices
from knowledge.models import Recommendation
from knowledge.permissions import can_record_response
from knowledge.queries import tracker as queries
from knowledge.queries import tracker_table as table
from knowledge.queries.countries import comparison
from network.core.permissions import public

AT_ONCE = 500


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
    found = get_object_or_404(queries.with_history(Recommendation.objects.public()), code=code)
    context = {
        "recommendation": found,
        "events": queries.timeline(found),
        "ledger": queries.ledger(found),
        "chain": queries.chain_of(found),
        "is_overdue": found.is_overdue(timezone.localdate()),
        "position": queries.position_label(found.position),
        "follows": queries.follows(request.user, found),
        "may_record": can_record_response(request.user, found),
        "may_answer": queries.may_answer(request.user, found),
    }
    return TemplateResponse(request, "knowledge/recommendation.html", context)


@public
@require_safe
def tracker_countries(request: HttpRequest) -> HttpResponse:
    """The five countries beside each other, all themes or one."""
    theme = tracker_choices(request.GET).get("theme", "")
    found = comparison(timezone.localdate(), theme)
    return TemplateResponse(request, "knowledge/tracker_countries.html", {"comparison": found})


@public
@require_safe
def tracker_csv(request: HttpRequest) -> HttpResponse:
    """The tracker as the address narrows it, one line per recommendation."""
    chosen = queries.with_history(queries.chosen_recommendations(tracker_choices(request.GET), timezone.localdate()))
    rows = table.public_rows(chosen.iterator(chunk_size=AT_ONCE), address_of(request))
    response = StreamingHttpResponse(csv_lines(table.COLUMNS, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="recommendations.csv"'
    return response


@public
@require_safe
def tracker_json(request: HttpRequest) -> HttpResponse:
    """The tracker as the address narrows it, with every recommendation's whole history, for programs of anybody."""
    chosen = queries.with_history(queries.chosen_recommendations(tracker_choices(request.GET), timezone.localdate()))
    address = address_of(request)
    found = [table.whole(one, address) for one in chosen.iterator(chunk_size=AT_ONCE)]
    response = JsonResponse({"count": len(found), "recommendations": found}, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def address_of(request: HttpRequest) -> Callable[[Recommendation], str]:
    return lambda found: request.build_absolute_uri(found.get_absolute_url())
