"""One refusal, two shapes: a sentence on the page for people, JSON for the script of the page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect

from messaging.actions.messages import TooFast
from messaging.models import Message, Room
from messaging.permissions import can_read_room
from network.core.errors import DomainError, NotAllowed


def wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def room_for(request: HttpRequest, slug: str) -> Room:
    """The room, where the reader may read it; otherwise there is no such page.

    Asks the predicate rather than its twin `visible_to`, which has to think of every room: half the time of a send.
    """
    room = get_object_or_404(Room.objects.select_related("organisation"), slug=slug)
    if not can_read_room(request.user, room):
        raise Http404
    return room


def message_for(request: HttpRequest, slug: str, seq: int) -> Message:
    room = room_for(request, slug)
    message = room.messages.complete().filter(seq=seq).first()
    if message is None:
        raise Http404
    message.room = room
    return message


def refusal_as_json(error: DomainError) -> JsonResponse:
    """The sentence, with a status that says whether trying again can help."""
    status = 429 if isinstance(error, TooFast) else 403 if isinstance(error, NotAllowed) else 409
    data: dict[str, Any] = {"error": str(error)}
    response = JsonResponse(data, status=status)
    if isinstance(error, TooFast):
        data["retry_after"] = error.seconds
        response = JsonResponse(data, status=status, headers={"Retry-After": str(error.seconds)})
    return response


def done(request: HttpRequest, where: Any, sentence: str = "") -> HttpResponse:
    """Say what happened, on the page that comes next."""
    if sentence:
        messages.success(request, sentence)
    return redirect(where)


def refused(request: HttpRequest, error: DomainError, where: Any) -> HttpResponse:
    if wants_json(request):
        return refusal_as_json(error)
    messages.error(request, str(error))
    return redirect(where)
