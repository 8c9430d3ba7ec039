"""The public directory and the profiles in it."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from members.exports import as_csv, as_json
from members.models import Organisation
from members.permissions import can_edit_profile
from members.queries.directory import ORDER_LABELS, Directory
from members.queries.directory_export import exported
from members.queries.merges import moved_to
from members.queries.profiles import profile_of
from network.core.permissions import public
from network.core.views import FILE_POLICY

PER_PAGE = 24


@public
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    found = Directory(request.GET, request.path)
    return TemplateResponse(
        request,
        "members/directory.html#results" if request.htmx else "members/directory.html",  # type: ignore[attr-defined]
        {
            "directory": found,
            "page": found.page(request.GET.get("page"), PER_PAGE),
            "orders": [(key, label, key == found.order, found.address(sort=key)) for key, label in ORDER_LABELS],
            "export_query": found.query(),
            "current_country": found.asked["country"][0] if len(found.asked["country"]) == 1 else "",
        },
    )


@public
@require_safe
def directory_csv(request: HttpRequest) -> StreamingHttpResponse:
    lines = as_csv(exported(Directory(request.GET).keys()))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="iris-directory.csv"'
    return response


@public
@require_safe
def directory_json(request: HttpRequest) -> StreamingHttpResponse:
    keys = Directory(request.GET).keys()
    lines = as_json(exported(keys), language=get_language(), count=len(keys))
    response = StreamingHttpResponse(lines, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="iris-directory.json"'
    return response


@public
@require_safe
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    visible = Organisation.objects.visible_to(request.user)
    organisation = (
        visible.select_related("country", "municipality")
        .prefetch_related("themes", "target_groups", "services", "work_languages")
        .filter(slug=slug)
        .first()
    )
    if organisation is None:
        successor = moved_to(slug)
        return redirect(get_object_or_404(visible, pk=successor.pk if successor else None), permanent=True)
    return TemplateResponse(
        request,
        "members/profile.html",
        {
            "profile": profile_of(organisation, request.user),
            "organisation": organisation,
            "directory_url": reverse("directory"),
            "country_urls": {},
            "may_edit": can_edit_profile(request.user, organisation),
            "is_public": organisation.is_listed,
        },
    )


@public
@require_safe
def logo(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture of an organisation that the person may see; a browser asks each time whether it may still show it."""
    organisation = get_object_or_404(
        Organisation.objects.visible_to(request.user).select_related("logo"), slug=slug, logo__isnull=False
    )
    picture = organisation.logo
    etag = f'"{picture.sha256[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = HttpResponse(picture.file.open("rb").read(), content_type=picture.content_type)
        except FileNotFoundError as missing:
            raise Http404 from missing
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = FILE_POLICY
    return response
