"""The public directory and the profiles in it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from members.exports import CHUNK, as_csv, public_facts
from members.models import Organisation
from members.permissions import can_edit_profile
from members.profile_sections import sections_for
from members.queries.directory import ORDER_LABELS, Directory
from members.queries.profiles import key_facts, marker_of
from network.core.permissions import public

PER_PAGE = 24


@public
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    found = Directory(request.GET, request.path)
    page = Paginator(found.organisations, PER_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(
        request,
        "members/directory.html#results" if request.htmx else "members/directory.html",  # type: ignore[attr-defined]
        {
            "directory": found,
            "page": page,
            "orders": [(key, label, key == found.order, found.address(sort=key)) for key, label in ORDER_LABELS],
            "export_query": found.query(),
            "current_country": found.asked["country"][0] if len(found.asked["country"]) == 1 else "",
        },
    )


@public
@require_safe
def directory_csv(request: HttpRequest) -> StreamingHttpResponse:
    organisations = for_export(Directory(request.GET))
    response = StreamingHttpResponse(as_csv(organisations), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="iris-directory.csv"'
    return response


@public
@require_safe
def directory_json(request: HttpRequest) -> JsonResponse:
    organisations = [public_facts(organisation) for organisation in for_export(Directory(request.GET))]
    found = {"language": get_language(), "count": len(organisations), "organisations": organisations}
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="iris-directory.json"'
    return response


def for_export(found: Directory) -> Any:
    return found.organisations.prefetch_related("target_groups", "services", "work_languages").iterator(
        chunk_size=CHUNK
    )


@public
@require_safe
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(
        Organisation.objects.visible_to(request.user)
        .select_related("country", "municipality")
        .prefetch_related("themes", "target_groups", "services", "work_languages"),
        slug=slug,
    )
    return TemplateResponse(
        request,
        "members/profile.html",
        {
            "organisation": organisation,
            "facts": key_facts(organisation),
            "sections": sections_for(organisation, request.user),
            "directory_url": reverse("directory"),
            "marker": marker_of(organisation),
            "country_urls": {},
            "may_edit": can_edit_profile(request.user, organisation),
            "is_public": organisation.is_listed,
        },
    )
