import json

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from grants import exports
from grants.forms.desk import AwardFilter
from grants.queries.awards import (
    award_totals,
    by_country_and_year,
    countries_with_awards,
    country_addresses,
    places,
    public_awards,
    years_with_awards,
)
from grants.queries.awards import (
    open_data as open_data_of,
)
from network.core.permissions import machine, public

PER_PAGE = 25


@public
@require_safe
def award_list(request: HttpRequest) -> HttpResponse:
    """All grants of published calls: sums, a chart and the table."""
    chosen = AwardFilter(request.GET).chosen()
    country, year = chosen["country"], chosen["year"]
    page = Paginator(public_awards(country=country, year=year), PER_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(
        request,
        "grants/awards.html",
        {
            "awards": page,
            "totals": award_totals(),
            "chart": by_country_and_year(),
            "places": places(),
            "country_addresses": country_addresses(),
            "countries": countries_with_awards(),
            "years": years_with_awards(),
            "country": country,
            "year": year,
        },
    )


@public
@require_safe
def award_csv(request: HttpRequest) -> HttpResponse:
    content = exports.awards_as_csv(public_awards())
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="iris-grants.csv"'},
    )


@machine
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """360Giving 1.4: all public awards as one package, for anybody's program."""
    text = json.dumps(open_data_of(), ensure_ascii=False, indent=1)
    return HttpResponse(
        text, content_type="application/json; charset=utf-8", headers={"Access-Control-Allow-Origin": "*"}
    )
