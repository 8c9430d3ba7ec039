"""Calendars for programs: all events, one country's, one event, and the private one."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events import actions
from events.calendars import calendar
from events.models import CalendarFeed, Event, Registration
from events.permissions import can_see_online_link
from events.queries import my_registration
from network.core.models import Country
from network.core.permissions import public, signed_in

KEPT = timedelta(days=365)
MOST = 1000


@public
def everything(request: HttpRequest) -> HttpResponse:
    """Public events from a year ago on; `?country=RS` for those of one country."""
    code = request.GET.get("country", "")
    events = Event.objects.visible_to(AnonymousUser()).filter(ends_at__gte=timezone.now() - KEPT)
    name = _("IRIS network: events")
    if code:
        country = Country.objects.filter(pk=code.upper()[:2]).first() if len(code) == 2 else None
        if country is None:
            raise Http404
        events = events.filter(country=country)
        name = _("IRIS network: events in %(country)s") % {"country": country.name}
    return answer(events.select_related("country", "municipality").with_pages()[:MOST], name, "iris-events.ics")


@public
def one(request: HttpRequest, event_id: UUID) -> HttpResponse:
    events = (
        Event.objects.visible_to(request.user)
        .announced()
        .select_related("country", "municipality", "pool")
        .with_pages()
    )
    event = get_object_or_404(events, uuid=event_id)
    with_link = can_see_online_link(request.user, event, my_registration(request.user, event))
    response = answer([event], event.title, f"{event.page_for('en').slug}.ics", with_links=with_link)
    if with_link:
        response["Cache-Control"] = "private, no-store"
    return response


@public
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """SECURITY: the token in the address is the key; a wrong or revoked one finds nothing."""
    feed = CalendarFeed.objects.by_token(token)
    if feed is None:
        raise Http404
    registrations = Registration.objects.in_calendar_of(feed.person).values("pool__event")
    events = Event.objects.filter(pk__in=registrations).select_related("country", "municipality").with_pages()
    response = answer(events[:MOST], _("My IRIS events"), "my-iris-events.ics", with_links=True)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def answer(events: Any, name: str, file_name: str, *, with_links: bool = False) -> HttpResponse:
    body = calendar(events, name=name, language=get_language() or "en", with_links=with_links)
    return HttpResponse(
        body,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{file_name}"', "Cache-Control": "no-cache"},
    )


@signed_in
@require_POST
def open_mine(request: HttpRequest) -> HttpResponse:
    actions.calendar_feed_of(request.user)
    return redirect("events-mine")


@signed_in
@require_POST
def renew_mine(request: HttpRequest) -> HttpResponse:
    actions.renew_calendar_feed(request.user)
    messages.success(request, _("Your calendar has a new address. The old one no longer works."))
    return redirect("events-mine")


@signed_in
@require_POST
def revoke_mine(request: HttpRequest) -> HttpResponse:
    actions.revoke_calendar_feed(request.user)
    messages.success(request, _("The address of your calendar no longer works."))
    return redirect("events-mine")
