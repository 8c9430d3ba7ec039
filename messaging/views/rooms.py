from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.permissions import is_member
from messaging import finding, queries
from messaging.actions import (
    archive_room,
    decline_invitation,
    invite_person,
    join_room,
    leave_room,
    readmit_participant,
    remove_participant,
    set_posting,
    set_retention,
    silence_participant,
)
from messaging.forms import InviteForm, LevelForm, PostingForm
from messaging.justice import has_to_judge
from messaging.justice_forms import RemoveForm, SilenceForm
from messaging.models import Participation, Room
from messaging.permissions import (
    can_appoint_in_room,
    can_describe_room,
    can_export_room,
    can_invite_to_room,
    can_leave_room,
    can_moderate_room,
    participation_of,
)
from messaging.states import PRIVATE_KINDS, ParticipantRole
from network.core.errors import DomainError
from network.core.permissions import require, signed_in

from .answers import done, refused, room_for


@signed_in
@require_safe
def room_list(request: HttpRequest) -> HttpResponse:
    rows = queries.rooms_of(request.user)
    may_write = is_member(request.user)
    return TemplateResponse(
        request,
        "messaging/room_list.html",
        {
            "invitations": [row for row in rows if row.is_invitation],
            "conversations": [row for row in rows if row.is_mine and row.room.kind in PRIVATE_KINDS],
            "rooms": [row for row in rows if row.is_mine and row.room.kind not in PRIVATE_KINDS],
            "others": [row for row in rows if not row.is_mine and not row.is_invitation],
            "may_write": may_write,
            "may_judge": has_to_judge(request.user),
            "may_open": may_write or bool(queries.kinds_to_open(request.user)),
        },
    )


@signed_in
def room_people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is here; bringing somebody in is posted to this same page."""
    room = room_for(request, slug)
    mine = participation_of(request.user, room)
    may_invite = can_invite_to_room(request.user, room, mine)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(may_invite)
        if form.is_valid():
            try:
                invite_person(room, form.person, by=request.user)
                return done(request, request.path, _("%(person)s has been invited.") % {"person": form.person})
            except DomainError as error:
                form.add_error("email", str(error))
    return TemplateResponse(
        request,
        "messaging/room_people.html",
        {
            "room": room,
            "title": queries.titles_for([room], request.user)[room.pk][0],
            "people": queries.people_of(room),
            "mine": mine,
            "form": form if may_invite else None,
            "level_form": LevelForm(instance=mine) if mine and mine.is_active else None,
            "posting_form": PostingForm(instance=room) if can_moderate_room(request.user, room, mine) else None,
            "may_moderate": can_moderate_room(request.user, room, mine),
            "may_describe": can_describe_room(request.user, room, mine),
            "roles": ParticipantRole.choices if can_appoint_in_room(request.user, room, mine) else (),
            "may_export": can_export_room(request.user, room, mine),
            "topics": finding.topics_of(room),
            "now": timezone.now(),
            "may_leave": can_leave_room(request.user, room, mine),
        },
        status=422 if form.errors else 200,
    )


@signed_in
@require_POST
def room_join(request: HttpRequest, slug: str) -> HttpResponse:
    room = room_for(request, slug)
    try:
        join_room(room, by=request.user)
    except DomainError as error:
        return refused(request, error, room)
    return done(request, room)


@signed_in
@require_POST
def room_decline(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        decline_invitation(room_for(request, slug), by=request.user)
    except DomainError as error:
        return refused(request, error, "room-list")
    return done(request, "room-list", _("Declined. The other side is not told."))


@signed_in
@require_POST
def room_leave(request: HttpRequest, slug: str) -> HttpResponse:
    room = room_for(request, slug)
    leave_room(room, by=request.user)
    return done(request, "room-list", _("You have left the room."))


@signed_in
@require_POST
def room_level(request: HttpRequest, slug: str) -> HttpResponse:
    room = room_for(request, slug)
    form = LevelForm(request.POST, instance=participation_of(request.user, room))
    if form.instance.pk and form.is_valid():
        form.save()
    return done(request, people_page(slug), _("Saved."))


@signed_in
@require_POST
def room_posting(request: HttpRequest, slug: str) -> HttpResponse:
    room = room_for(request, slug)
    require(can_moderate_room(request.user, room))
    form = PostingForm(request.POST)
    if form.is_valid():
        set_retention(room, days=form.cleaned_data.pop("retention_days"), by=request.user)
        set_posting(room, by=request.user, **form.cleaned_data)
    return done(request, people_page(slug), _("Saved."))


@signed_in
@require_POST
def room_archive(request: HttpRequest, slug: str) -> HttpResponse:
    room = room_for(request, slug)
    require(can_moderate_room(request.user, room))
    archive_room(room, by=request.user)
    return done(request, room, _("The room is closed. Everybody in it can still read it."))


@signed_in
def person_remove(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    """Asks for the reason first: what is logged should say something."""
    room = room_for(request, slug)
    require(can_moderate_room(request.user, room))
    participation = one_of(room, person)
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            remove_participant(participation, by=request.user, reason=form.cleaned_data["reason"])
            return done(
                request,
                people_page(slug),
                _("%(person)s reads nothing of this room any more.") % {"person": participation.person},
            )
        except DomainError as error:
            form.add_error(None, str(error))
    return TemplateResponse(
        request,
        "messaging/person_remove.html",
        {"room": room, "participation": participation, "form": form},
        status=422 if form.errors else 200,
    )


@signed_in
def person_silence(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    room = room_for(request, slug)
    require(can_moderate_room(request.user, room))
    participation = one_of(room, person)
    form = SilenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        until = timezone.now() + timedelta(days=form.cleaned_data["days"])
        silence_participant(participation, until=until, by=request.user, reason=form.cleaned_data["reason"])
        sentence = _("%(person)s reads here and does not write for a while.") % {"person": participation.person}
        return done(request, people_page(slug), sentence)
    return TemplateResponse(
        request,
        "messaging/person_silence.html",
        {"room": room, "participation": participation, "form": form},
        status=422 if form.errors else 200,
    )


@signed_in
@require_POST
def person_unsilence(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    room = room_for(request, slug)
    require(can_moderate_room(request.user, room))
    silence_participant(one_of(room, person), until=None, by=request.user)
    return done(request, people_page(slug), _("They may write again."))


@signed_in
@require_POST
def person_readmit(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    room = room_for(request, slug)
    require(can_moderate_room(request.user, room))
    try:
        readmit_participant(one_of(room, person), by=request.user)
    except DomainError as error:
        return refused(request, error, people_page(slug))
    return done(request, people_page(slug), _("Welcome back."))


def one_of(room: Room, person: str) -> Participation:
    return get_object_or_404(Participation.objects.select_related("person", "room"), room=room, person__uuid=person)


def people_page(slug: str) -> str:
    return reverse("room-people", kwargs={"slug": slug})
