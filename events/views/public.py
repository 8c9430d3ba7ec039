"""What everybody and every participant does with events; the pages themselves are Wagtail's."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events import actions, queries
from events.browsing import REGISTRATION_TONES, event_context
from events.clocks import when, zone_of
from events.forms import RegisterForm
from events.models import Event, Registration
from events.permissions import can_answer_registration
from events.states import RegistrationState
from network.core.errors import DomainError
from network.core.permissions import public, require, signed_in

SAID = {
    RegistrationState.CONFIRMED: gettext_lazy("Your seat is confirmed. We have sent you an e-mail."),
    RegistrationState.WAITLISTED: gettext_lazy("All seats are taken for now. You are on the waiting list."),
    RegistrationState.OFFERED: gettext_lazy("A seat is kept for you. Please accept it in time."),
    RegistrationState.PENDING_REVIEW: gettext_lazy("Your registration is with the organisers. They will write to you."),
}


@public
def show(request: HttpRequest, event_id: UUID) -> HttpResponse:
    event = get_object_or_404(Event.objects.visible_to(request.user), uuid=event_id)
    page = event.page_for(get_language())
    if page is None:
        raise Http404
    return redirect(page.get_url(request))


@signed_in
@require_POST
def register(request: HttpRequest, event_id: UUID) -> HttpResponse:
    event = get_object_or_404(Event.objects.visible_to(request.user).announced(), uuid=event_id, pool__isnull=False)
    form = RegisterForm(request.POST, person=request.user)
    if not form.is_valid():
        return page_with_form(request, event, form)
    try:
        registration = actions.register(event.pool, by=request.user, **form.cleaned_data)
    except DomainError as problem:
        form.add_error(None, str(problem))
        return page_with_form(request, event, form)
    messages.success(request, str(SAID.get(registration.state, _("You are registered."))))
    return redirect(event)


def page_with_form(request: HttpRequest, event: Event, form: RegisterForm) -> HttpResponse:
    """The event's page again, with what was typed and what is wrong with it."""
    page = event.page_for(get_language())
    context = {**page.get_context(request), **event_context(page, request, timezone.now()), "form": form}
    return TemplateResponse(request, page.template, context, status=422)


@signed_in
@require_POST
def accept(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    return answer(
        request, registration_id, actions.accept_seat, _("Your seat is confirmed. We have sent you an e-mail.")
    )


@signed_in
@require_POST
def decline(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    return answer(request, registration_id, actions.decline_seat, _("Thank you. The seat goes to the next in line."))


@signed_in
@require_POST
def cancel(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    return answer(request, registration_id, actions.cancel_registration, _("Your registration is cancelled."))


def answer(request: HttpRequest, registration_id: UUID, action: Any, said: str) -> HttpResponse:
    registrations = Registration.objects.visible_to(request.user).select_related("pool__event")
    registration = get_object_or_404(registrations, uuid=registration_id)
    require(can_answer_registration(request.user, registration))
    try:
        action(registration, by=request.user)
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, said)
    return redirect(registration.event)


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    zone = zone_of(request.user)
    registrations = list(queries.my_events(request.user)[:200])
    pages = queries.pages_of([r.event for r in registrations], get_language())
    rows = [
        {
            "registration": registration,
            "event": registration.event,
            "page": pages.get(registration.event.pk),
            "when": when(registration.event.starts_at, registration.event.ends_at, registration.event.time_zone, zone),
            "tone": REGISTRATION_TONES.get(registration.state, "neutral"),
            "certificate": next((c for c in registration.certificates.all() if c.is_valid), None),
        }
        for registration in registrations
    ]
    now = timezone.now()
    feed = getattr(request.user, "calendar_feed", None)
    context = {
        "ahead": [row for row in reversed(rows) if row["event"].ends_at >= now and row["registration"].is_active],
        "past": [row for row in rows if row["event"].ends_at < now or not row["registration"].is_active],
        "feed_url": request.build_absolute_uri(feed.get_absolute_url()) if feed else "",
    }
    return TemplateResponse(request, "events/mine.html", context)
