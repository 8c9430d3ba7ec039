"""A room as a file, for its owners."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from messaging import queries
from messaging.exports import room_as_data
from messaging.models import Room
from messaging.permissions import can_export_room
from network.core import audit
from network.core.permissions import require, signed_in

from .answers import room_for


@signed_in
@require_safe
def room_json(request: HttpRequest, slug: str) -> HttpResponse:
    room = exported(request, slug, "json")
    response = JsonResponse(room_as_data(room), json_dumps_params={"ensure_ascii": False, "indent": 1})
    return as_file(response, f"{room.slug}.json")


@signed_in
@require_safe
def room_html(request: HttpRequest, slug: str) -> HttpResponse:
    room = exported(request, slug, "html")
    title = queries.titles_for([room], request.user)[room.pk][0]
    context = {"export": room_as_data(room), "title": title, "zone": request.user.time_zone}  # type: ignore[union-attr]
    return as_file(TemplateResponse(request, "messaging/export.html", context), f"{room.slug}.html")


def exported(request: HttpRequest, slug: str, form: str) -> Room:
    """The room, if the reader may take it along; that they did is in the log."""
    room = room_for(request, slug)
    require(can_export_room(request.user, room))
    audit.record("room.exported", room, by=request.user, after={"format": form, "messages": room.head_seq})
    return room


def as_file(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
