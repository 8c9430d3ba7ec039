"""What people put aside and how they want to be reached: pins, bookmarks, drafts, what they mark as unread."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.permissions import organisations_spoken_for
from messaging import finding, frames, queries
from messaging.actions import keep_bookmark, mark_unread, pin_message, save_draft
from messaging.actions.messages import people_called
from messaging.digests import attention_of
from messaging.forms import AttentionForm, MessageForm, SeqForm, TextForm, WindowForm
from messaging.permissions import blocked_by, can_pin_message, can_post_in_room
from messaging.rendering import render
from network.core.errors import DomainError
from network.core.permissions import require, signed_in

from .answers import done, message_for, refused, room_for, wants_json
from .conversation import back_to, conversation_page

PER_PAGE = 30


@signed_in
@require_POST
def room_unread(request: HttpRequest, slug: str) -> HttpResponse:
    """Leaves the room for the list, since staying would mark it as read again."""
    here = room_for(request, slug)
    form = SeqForm(request.POST)
    if form.is_valid():
        mark_unread(here, by=request.user, seq=form.cleaned_data["seq"])
    return done(request, "room-list", _("Marked as unread."))


@signed_in
@require_POST
def room_draft(request: HttpRequest, slug: str) -> HttpResponse:
    here = room_for(request, slug)
    form = TextForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        save_draft(here, by=request.user, text=form.cleaned_data["text"])
    except (DomainError, ValidationError):
        return HttpResponse(status=403)
    return HttpResponse(status=204)


@signed_in
@require_POST
def message_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """What the message will look like: as JSON, or above the form with all that was typed still in it."""
    here = room_for(request, slug)
    require(can_post_in_room(request.user, here))
    form = TextForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    html = frames.in_script(render(text, **people_called(here, text)).html, get_language() or "en")
    if wants_json(request):
        return JsonResponse({"html": html})
    typed = {name: request.POST.get(name, "") for name in ("text", "topic", "reply_to", "client_id", "organisation")}
    written = MessageForm(initial=typed, organisations=organisations_spoken_for(request.user))
    asked = {**WindowForm.read({}), "reply_to": WindowForm.read(request.POST)["reply_to"]}
    return conversation_page(request, here, asked, written, preview=html)


@signed_in
@require_POST
def message_pin(request: HttpRequest, slug: str) -> HttpResponse:
    form = SeqForm(request.POST)
    if not form.is_valid():
        return redirect(room_for(request, slug))
    pinned = message_for(request, slug, form.cleaned_data["seq"])
    require(can_pin_message(request.user, pinned))
    try:
        pinned = pin_message(pinned, by=request.user, pinned=not pinned.is_pinned)
    except DomainError as error:
        return refused(request, error, pinned)
    return back_to(pinned)


@signed_in
@require_POST
def message_keep(request: HttpRequest, slug: str) -> HttpResponse:
    form = SeqForm(request.POST)
    if not form.is_valid():
        return redirect(room_for(request, slug))
    kept = message_for(request, slug, form.cleaned_data["seq"])
    was_kept = kept.bookmarks.filter(person=request.user).exists()
    try:
        keep_bookmark(kept, by=request.user, kept=not was_kept)
    except DomainError as error:
        return refused(request, error, kept)
    sentence = _("The bookmark is taken away.") if was_kept else _("Kept among your bookmarks.")
    return done(request, f"{kept.room.get_absolute_url()}?around={kept.seq}#m{kept.seq}", sentence)


@signed_in
@require_safe
def bookmarks(request: HttpRequest) -> HttpResponse:
    page = Paginator(finding.bookmarks_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    titles = queries.titles_for([kept.message.room for kept in page], request.user)
    for kept in page:
        kept.room_title = titles[kept.message.room_id][0]
    return TemplateResponse(request, "messaging/bookmarks.html", {"page_of_bookmarks": page})


@signed_in
@require_safe
def room_pins(request: HttpRequest, slug: str) -> HttpResponse:
    here = room_for(request, slug)
    pins = queries.stretch(here, list(here.messages.complete().pinned())).messages
    context = {
        "room": here,
        "title": queries.titles_for([here], request.user)[here.pk][0],
        "pins": pins,
        "blocked": blocked_by(request.user),
    }
    return TemplateResponse(request, "messaging/room_pins.html", context)


@signed_in
def attention(request: HttpRequest) -> HttpResponse:
    """When and how one wants to hear of rooms."""
    mine = attention_of(request.user)
    form = AttentionForm(request.POST if request.method == "POST" else None, instance=mine)
    if form.is_valid():
        form.save()
        return done(request, "attention", _("Saved."))
    context = {"form": form, "zone": request.user.time_zone}  # type: ignore[union-attr]
    return TemplateResponse(request, "messaging/attention.html", context, status=422 if form.errors else 200)
