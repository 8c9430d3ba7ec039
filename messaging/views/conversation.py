"""One room: the page, the JSON that its script asks for, and saying something by either."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.permissions import organisations_spoken_for
from messaging import frames, limits, queries
from messaging.actions import delete_message, edit_message, mark_read, save_draft, send_message, set_reaction
from messaging.actions.messages import why_not_post
from messaging.forms import EditForm, MessageForm, ReactionForm, SeqForm, WindowForm
from messaging.models import Message, Room
from messaging.permissions import (
    blocked_by,
    can_delete_message,
    can_edit_message,
    can_join_room,
    can_moderate_room,
    can_post_in_room,
    can_see_history,
    participation_of,
)
from messaging.states import PRIVATE_KINDS
from network.core.errors import DomainError
from network.core.permissions import require, signed_in

from .answers import done, message_for, refusal_as_json, refused, room_for, wants_json


@signed_in
@require_safe
def room(request: HttpRequest, slug: str) -> HttpResponse:
    asked = WindowForm.read(request.GET)
    here = room_for(request, slug)
    draft = here.drafts.filter(person=request.user).first()
    form = MessageForm(
        initial={"reply_to": asked["reply_to"], "text": draft.text if draft else ""},
        organisations=organisations_spoken_for(request.user),
    )
    return conversation_page(request, here, asked, form)


def conversation_page(
    request: HttpRequest, room: Room, asked: dict[str, Any], form: MessageForm, status: int = 200, preview: str = ""
) -> HttpResponse:
    """The page with the stretch that was asked for. Seeing the newest messages counts as reading them."""
    mine = participation_of(request.user, room)
    found = stretch_asked_for(room, asked)
    first_unread = mine.last_read_seq + 1 if mine and mine.is_active and mine.last_read_seq < room.head_seq else None
    if mine and not found.has_later:
        mark_read(room, by=request.user, seq=found.last_seq)
    may_post = can_post_in_room(request.user, room, mine)
    may_moderate = can_moderate_room(request.user, room, mine)
    title, title_lang = queries.titles_for([room], request.user)[room.pk]
    return TemplateResponse(
        request,
        "messaging/room.html",
        {
            "room": room,
            "title": title,
            "title_lang": title_lang,
            "mine": mine,
            "stretch": found,
            "first_unread": first_unread,
            "form": form if may_post else None,
            "why_not": "" if may_post else why_not_post(room, mine),
            "answered": room.messages.complete().filter(seq=asked["reply_to"], deleted_at=None).first()
            if asked["reply_to"]
            else None,
            "may_join": can_join_room(request.user, room, mine),
            "may_moderate": may_moderate,
            "may_pin": may_post if room.kind in PRIVATE_KINDS else may_moderate,
            "pins": list(room.messages.complete().pinned()[: limits.PINS]),
            "preview": preview,
            "people_count": room.participations.active().count(),
            "script": script_settings(request, room, found),
        },
        status=status,
    )


def stretch_asked_for(room: Room, asked: dict[str, Any]) -> queries.Stretch:
    if asked["before"]:
        return queries.earlier(room, asked["before"])
    if asked["after"] is not None:
        return queries.later(room, asked["after"])
    if asked["around"]:
        return queries.around(room, asked["around"])
    return queries.newest(room)


def script_settings(request: HttpRequest, room: Room, found: queries.Stretch) -> dict[str, Any]:
    """What the script of the page needs to go on from what the page shows."""
    language = get_language() or "en"
    return {
        "room": room.slug,
        "me": str(request.user.uuid),  # type: ignore[union-attr]
        "seq": found.last_seq,
        "first": found.first_seq,
        "revision": room.revision,
        "at_end": not found.has_later,
        "socket": f"/ws/rooms/{room.slug}/?language={language}",
        "messages": reverse("room-messages", kwargs={"slug": room.slug}),
        "send": reverse("message-send", kwargs={"slug": room.slug}),
        "read": reverse("room-read", kwargs={"slug": room.slug}),
        "react": reverse("message-react", kwargs={"slug": room.slug}),
        "vote": reverse("poll-vote", kwargs={"slug": room.slug}),
        "draft": reverse("room-draft", kwargs={"slug": room.slug}),
        "preview": reverse("message-preview", kwargs={"slug": room.slug}),
        "blocked": [] if room.is_direct else list(blocked_by(request.user).values()),
        "organisations": [one.slug for one in organisations_spoken_for(request.user)],
        "zone": request.user.time_zone,  # type: ignore[union-attr]
    }


@signed_in
@require_safe
def room_messages(request: HttpRequest, slug: str) -> HttpResponse:
    """What a reader lacks: `?after=<seq>&revision=<n>` newer, `?before=<seq>` older. In the order of the room."""
    here = room_for(request, slug)
    asked = WindowForm.read(request.GET)
    language = get_language() or "en"
    if asked["before"]:
        found = queries.earlier(here, asked["before"])
        items = [frames.item(message, language, request.user) for message in found.messages]
        return JsonResponse({"items": items, "more": found.has_earlier})
    changes = queries.changes_for_reader(here, asked["after"] or 0, asked["revision"])
    return JsonResponse(frames.changes_as_data(changes, language, request.user))


@signed_in
@require_POST
def message_send(request: HttpRequest, slug: str) -> HttpResponse:
    """Answers 201 with a receipt, or with the page: a form without script ends where its message stands."""
    here = get_object_or_404(Room, slug=slug)
    form = MessageForm(request.POST, request.FILES, organisations=organisations_spoken_for(request.user))
    if not form.is_valid():
        return refused_message(request, room_for(request, slug), form)
    try:
        message = send_message(here, author=request.user, **form.cleaned_data)
    except DomainError as error:
        here = room_for(request, slug)  # who may not even read it learns nothing of it
        if wants_json(request):
            return refusal_as_json(error)
        form.add_error(None, str(error))
        return refused_message(request, here, form)
    if wants_json(request):
        return JsonResponse(frames.receipt(message), status=201)
    save_draft(here, by=request.user, text="")
    return redirect(f"{here.get_absolute_url()}#m{message.seq}")


def refused_message(request: HttpRequest, room: Room, form: MessageForm) -> HttpResponse:
    """What was typed comes back with the sentence beside it; files have to be chosen again, says the browser's rule."""
    if wants_json(request):
        sentence = next(iter(form.errors.values()))[0]
        return JsonResponse({"error": sentence}, status=422)
    return conversation_page(request, room, {**WindowForm.read({}), "reply_to": None}, form, status=422)


@signed_in
@require_safe
def message(request: HttpRequest, slug: str, seq: int) -> HttpResponse:
    """The link to a message: the stretch of the conversation in which it stands."""
    here = message_for(request, slug, seq)
    return redirect(f"{here.room.get_absolute_url()}?around={seq}#m{seq}")


@signed_in
def message_edit(request: HttpRequest, slug: str, seq: int) -> HttpResponse:
    changed = message_for(request, slug, seq)
    require(can_edit_message(request.user, changed))
    form = EditForm(request.POST if request.method == "POST" else None, initial={"text": changed.text})
    if form.is_valid():
        try:
            edit_message(changed, by=request.user, text=form.cleaned_data["text"])
            return back_to(changed)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"message": changed, "room": changed.room, "form": form}
    return TemplateResponse(request, "messaging/message_edit.html", context, status=422 if form.errors else 200)


@signed_in
def message_delete(request: HttpRequest, slug: str, seq: int) -> HttpResponse:
    withdrawn = message_for(request, slug, seq)
    require(can_delete_message(request.user, withdrawn))
    if request.method == "POST":
        delete_message(withdrawn, by=request.user)
        return done(request, f"{withdrawn.room.get_absolute_url()}?around={seq}#m{seq}", _("The message is withdrawn."))
    context = {"message": withdrawn, "room": withdrawn.room}
    return TemplateResponse(request, "messaging/message_delete.html", context)


@signed_in
@require_safe
def message_history(request: HttpRequest, slug: str, seq: int) -> HttpResponse:
    shown = message_for(request, slug, seq)
    require(can_see_history(request.user, shown))
    context = {"message": shown, "room": shown.room, "versions": shown.versions.all()}
    return TemplateResponse(request, "messaging/message_history.html", context)


@signed_in
@require_POST
def message_react(request: HttpRequest, slug: str) -> HttpResponse:
    here = room_for(request, slug)
    form = ReactionForm(request.POST)
    if not form.is_valid():
        return (
            JsonResponse({"error": _("That is not a reaction.")}, status=422) if wants_json(request) else redirect(here)
        )
    seq, sign, given = form.parts()
    marked = message_for(request, slug, seq)
    try:
        marked = set_reaction(marked, by=request.user, sign=sign, given=given)
    except DomainError as error:
        return refused(request, error, here)
    if wants_json(request):
        return JsonResponse(frames.item(marked, get_language() or "en", request.user))
    return back_to(marked)


@signed_in
@require_POST
def room_read(request: HttpRequest, slug: str) -> HttpResponse:
    here = room_for(request, slug)
    form = SeqForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    mark_read(here, by=request.user, seq=form.cleaned_data["seq"])
    return HttpResponse(status=204)


def back_to(message: Message) -> HttpResponse:
    return redirect(f"{message.room.get_absolute_url()}?around={message.seq}#m{message.seq}")
