"""Looking for what was said, and for somebody to talk to."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.models import User
from members.permissions import is_member
from messaging import finding, queries
from messaging.actions import block_person, open_direct, open_group, unblock_person
from messaging.forms import GroupForm, PeopleForm, SearchForm
from messaging.models import Block, Room
from network.core.errors import DomainError
from network.core.permissions import require, signed_in

from .answers import done, refused

PER_PAGE = 30


@signed_in
@require_safe
def message_search(request: HttpRequest) -> HttpResponse:
    rooms = list(Room.objects.visible_to(request.user).by_last_message())
    titles = queries.titles_for(rooms, request.user)
    form = SearchForm(request.GET, rooms=[(room.slug, titles[room.pk][0]) for room in rooms])
    found = Paginator([], PER_PAGE).get_page(1)
    asked = form.is_valid() and any(form.cleaned_data.values())
    if asked:
        values = form.cleaned_data
        wanted = finding.MessageSearch(
            words=values["q"],
            room=next((room for room in rooms if room.slug == values["room"]), None),
            author=values["author"],
            by=values["by"],
            topic=values["topic"],
            since=values["since"],
            until=values["until"],
            with_file=values["files"],
        )
        found = Paginator(finding.find_messages(request.user, wanted), PER_PAGE).get_page(request.GET.get("page"))
        for message in found.object_list:
            message.room_title = titles[message.room_id][0]
    return TemplateResponse(
        request, "messaging/message_search.html", {"form": form, "page_of_messages": found, "asked": asked}
    )


@signed_in
@require_safe
def people_to_write_to(request: HttpRequest) -> HttpResponse:
    require(is_member(request.user))
    form = PeopleForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    people = Paginator(finding.people_to_write_to(request.user, words), PER_PAGE).get_page(request.GET.get("page"))
    blocked = User.objects.filter(pk__in=Block.objects.filter(blocker=request.user).values("blocked"))
    context = {"form": form, "people": people, "words": words, "blocked": blocked}
    return TemplateResponse(request, "messaging/people.html", context)


@signed_in
@require_POST
def direct_open(request: HttpRequest, person: str) -> HttpResponse:
    other = get_object_or_404(User, uuid=person, is_active=True)
    try:
        return redirect(open_direct(other, by=request.user))
    except DomainError as error:
        return refused(request, error, "people-to-write-to")


@signed_in
def group_open(request: HttpRequest) -> HttpResponse:
    require(is_member(request.user))
    form = GroupForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return redirect(open_group(title=form.cleaned_data["title"], people=form.people, by=request.user))
        except DomainError as error:
            form.add_error(None, str(error))
    return TemplateResponse(request, "messaging/group_open.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_POST
def person_block(request: HttpRequest, person: str) -> HttpResponse:
    other = get_object_or_404(User, uuid=person)
    try:
        block_person(other, by=request.user)
    except DomainError as error:
        return refused(request, error, "people-to-write-to")
    sentence = _("Neither of you can write to the other now. %(person)s is not told.") % {"person": other}
    return done(request, "people-to-write-to", sentence)


@signed_in
@require_POST
def person_unblock(request: HttpRequest, person: str) -> HttpResponse:
    unblock_person(get_object_or_404(User, uuid=person), by=request.user)
    return done(request, "people-to-write-to", _("The block is lifted."))
