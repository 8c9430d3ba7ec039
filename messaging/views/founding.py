"""Opening a room, saying what it is for, and who looks after it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from messaging import queries
from messaging.actions import appoint, describe_room, found_room
from messaging.founding_forms import DescriptionForm, FoundingForm, RoleForm
from messaging.models import Participation
from messaging.permissions import can_appoint_in_room, can_describe_room, can_open_room
from messaging.states import FOUNDED_KINDS
from network.core.errors import DomainError
from network.core.permissions import require, signed_in

from .answers import done, refused, room_for
from .rooms import people_page


@signed_in
@require_safe
def room_kinds(request: HttpRequest) -> HttpResponse:
    """What kinds of room the reader may open."""
    kinds = queries.kinds_to_open(request.user)
    require(bool(kinds))
    return TemplateResponse(request, "messaging/room_kinds.html", {"kinds": kinds})


@signed_in
def room_found(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in FOUNDED_KINDS:
        raise Http404
    require(can_open_room(request.user, kind))
    data = request.POST if request.method == "POST" else None
    form = FoundingForm(data, by=request.user, kind=kind, language=get_language())
    if form.is_valid():
        try:
            room = found_room(kind=kind, by=request.user, **form.facts())
            return done(request, people_page(room.slug), _("The room is open. Bring in whoever should be there."))
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"form": form, "kind": next(one for one in queries.kinds_to_open(request.user) if one.kind == kind)}
    return TemplateResponse(request, "messaging/room_found.html", context, status=422 if form.errors else 200)


@signed_in
def room_describe(request: HttpRequest, slug: str) -> HttpResponse:
    room = room_for(request, slug)
    require(can_describe_room(request.user, room))
    data = request.POST if request.method == "POST" else None
    form = DescriptionForm(data, kind=room.kind, room=room, language=get_language())
    if form.is_valid():
        try:
            describe_room(room, by=request.user, **form.facts())
            return done(request, people_page(slug), _("Saved."))
        except DomainError as error:
            form.add_error("sensitivity" if "sensitivity" in form.fields else None, str(error))
    context = {"form": form, "room": room, "title": room.title}
    return TemplateResponse(request, "messaging/room_describe.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def person_appoint(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    room = room_for(request, slug)
    require(can_appoint_in_room(request.user, room))
    participation = get_object_or_404(Participation.objects.active(), room=room, person__uuid=person)
    form = RoleForm(request.POST)
    try:
        if form.is_valid():
            appoint(participation, role=form.cleaned_data["role"], by=request.user)
    except DomainError as error:
        return refused(request, error, people_page(slug))
    return done(request, people_page(slug), _("Saved."))
