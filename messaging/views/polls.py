"""Asking a room and answering."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.permissions import organisations_spoken_for
from messaging import frames, queries
from messaging.actions import cast_vote, close_poll, open_poll
from messaging.forms import PollForm, VoteForm
from messaging.models import Message
from messaging.permissions import can_close_poll, can_post_in_room, can_vote
from messaging.rows import answers
from network.core.errors import DomainError
from network.core.permissions import require, signed_in

from .answers import done, message_for, refused, room_for, wants_json
from .conversation import back_to


@signed_in
def poll_open(request: HttpRequest, slug: str) -> HttpResponse:
    room = room_for(request, slug)
    require(can_post_in_room(request.user, room))
    form = PollForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return back_to(open_poll(room, author=request.user, **form.cleaned_data))
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"room": room, "title": queries.titles_for([room], request.user)[room.pk][0], "form": form}
    return TemplateResponse(request, "messaging/poll_open.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def poll_vote(request: HttpRequest, slug: str) -> HttpResponse:
    room = room_for(request, slug)
    form = VoteForm(request.POST, organisations=organisations_spoken_for(request.user))
    if not form.is_valid():
        sentence = _("There is no such answer.")
        return JsonResponse({"error": sentence}, status=422) if wants_json(request) else redirect(room)
    seq, position, chosen = form.parts()
    message = message_for(request, slug, seq)
    organisation = form.cleaned_data["organisation"]
    try:
        message = cast_vote(message, by=request.user, position=position, chosen=chosen, organisation=organisation)
    except DomainError as error:
        return refused(request, error, f"{room.get_absolute_url()}{seq}/poll/" if message.has_poll else room)
    if wants_json(request):
        queries.fetch_parts([message])
        return JsonResponse(frames.item(message, get_language() or "en", request.user))
    return back_to(message)


@signed_in
@require_safe
def poll(request: HttpRequest, slug: str, seq: int) -> HttpResponse:
    """The poll by itself: who chose what, and for whom one votes."""
    message = message_with_poll(request, slug, seq)
    context = {
        "message": message,
        "room": message.room,
        "poll": message.poll,
        "answers": answers(message, request.user),
        "options": message.poll.options.all(),
        "organisations": organisations_spoken_for(request.user) if message.poll.is_by_organisation else (),
        "may_vote": can_vote(request.user, message) and message.poll.is_open(),
        "may_end": can_close_poll(request.user, message) and message.poll.is_open(),
    }
    return TemplateResponse(request, "messaging/poll.html", context)


@signed_in
@require_POST
def poll_end(request: HttpRequest, slug: str, seq: int) -> HttpResponse:
    message = message_with_poll(request, slug, seq)
    require(can_close_poll(request.user, message))
    close_poll(message, by=request.user)
    return done(request, f"{message.room.get_absolute_url()}{seq}/poll/", _("The poll has ended."))


def message_with_poll(request: HttpRequest, slug: str, seq: int) -> Message:
    message = message_for(request, slug, seq)
    if message.is_deleted or not message.has_poll:
        raise Http404
    queries.fetch_parts([message])
    return message
