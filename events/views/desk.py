"""The organisers' desk: their events, plans and changes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events import actions, queries
from events.browsing import TONES
from events.clocks import when, zone_of
from events.forms import FactsForm, PlanForm, ReasonForm, SeatsForm, TextForm, TimeForm, spoken_languages
from events.models import Event, SeatPool
from events.permissions import ORGANISERS
from network.core import audit
from network.core.errors import DomainError
from network.core.permissions import desk

PER_PAGE = 25
FACTS = (
    "kind",
    "visibility",
    "mode",
    "country",
    "municipality",
    "venue",
    "online_url",
    "languages",
    "accreditation_number",
)
SEATS = (
    "capacity", "admission", "places_per_organisation", "selection", "opens_at", "closes_at", "has_waitlist",
    "offer_hours", "offers_until",
)  # fmt: skip
VERBS = {
    "event.planned": gettext_lazy("Planned"),
    "event.changed": gettext_lazy("Facts changed"),
    "event.moved": gettext_lazy("Day or hour changed"),
    "event.scheduled": gettext_lazy("Scheduled again"),
    "event.postponed": gettext_lazy("Postponed"),
    "event.cancelled": gettext_lazy("Cancelled"),
    "event.done": gettext_lazy("Took place"),
    "event.text_written": gettext_lazy("Text written"),
    "registrations.exported": gettext_lazy("List of participants exported"),
}


def event_of(request: HttpRequest, event_id: UUID) -> Event:
    """The event with what the desk shows of it; one of others does not exist."""
    return get_object_or_404(queries.desk_events(request.user), uuid=event_id)


@desk(*ORGANISERS)
def index(request: HttpRequest) -> HttpResponse:
    now, is_past = timezone.now(), request.GET.get("when") == "past"
    events = queries.desk_events(request.user)
    events = events.past(now).order_by("-starts_at", "-id") if is_past else events.ahead(now)
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    zone = zone_of(request.user)
    context = {
        "listing": page,
        "rows": [
            {"event": e, "when": when(e.starts_at, e.ends_at, e.time_zone, zone), "tone": TONES.get(e.state, "good")}
            for e in page.object_list
        ],
        "tabs": [
            {"label": _("Coming up"), "url": "?", "current": not is_past},
            {"label": _("Past"), "url": "?when=past", "current": is_past},
        ],
    }
    return TemplateResponse(request, "events/desk/index.html", context)


@desk(*ORGANISERS)
def plan(request: HttpRequest) -> HttpResponse:
    form = PlanForm(request.POST or None, user=request.user, initial={"time_zone": request.user.time_zone})
    if form.is_valid():
        try:
            event = actions.plan_event(
                facts=form.facts,
                hosts=list(form.cleaned_data["hosts"]),
                language=get_language() or "en",
                text=form.text,
                is_published=form.cleaned_data["is_published"],
                by=request.user,
            )
        except DomainError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The event is in the calendar. Now open its seats."))
            return redirect("event-seats", event_id=event.uuid)
    return TemplateResponse(
        request, "events/desk/form.html", {"form": form, "title": _("New event"), "button": _("Plan the event")}
    )


@desk(*ORGANISERS)
def change(request: HttpRequest, event_id: UUID) -> HttpResponse:
    event = event_of(request, event_id)
    initial = {name: getattr(event, name) for name in FACTS} | {"hosts": event.hosts.all()}
    form = FactsForm(request.POST or None, user=request.user, initial=initial)
    if form.is_valid():
        hosts = list(form.cleaned_data["hosts"])
        done = attempt(form, lambda: actions.change_event(event, facts=form.facts, hosts=hosts, by=request.user))
        if done:
            messages.success(request, _("Saved."))
            return redirect("event-desk", event_id=event.uuid)
    return edit_page(request, event, form, _("Change the event"), _("Save"))


@desk(*ORGANISERS)
def move(request: HttpRequest, event_id: UUID) -> HttpResponse:
    event = event_of(request, event_id)
    initial = {"starts_at": event.starts_local, "ends_at": event.ends_local, "time_zone": event.time_zone}
    form = TimeForm(request.POST or None, initial=initial)
    if form.is_valid() and attempt(form, lambda: actions.set_time(event, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The time is set and everybody registered has been told."))
        return redirect("event-desk", event_id=event.uuid)
    return edit_page(request, event, form, _("Day and hour"), _("Set the time"))


@desk(*ORGANISERS)
def seats(request: HttpRequest, event_id: UUID) -> HttpResponse:
    event = event_of(request, event_id)
    form = SeatsForm(request.POST or None, zone=event.time_zone, initial=seats_initial(event))
    if form.is_valid():
        facts = dict(form.cleaned_data)
        countries = list(facts.pop("countries"))
        if attempt(form, lambda: actions.set_seats(event, facts=facts, countries=countries, by=request.user)):
            messages.success(request, _("The seats are set."))
            return redirect("event-desk", event_id=event.uuid)
    return edit_page(request, event, form, _("Seats and registration"), _("Save the seats"))


def seats_initial(event: Event) -> dict[str, Any]:
    pool = event.seats
    if pool is None:
        pool = SeatPool(event=event, capacity=25, opens_at=timezone.now(), closes_at=event.starts_at)
        return {n: local(getattr(pool, n), event) for n in SEATS}
    return {n: local(getattr(pool, n), event) for n in SEATS} | {"countries": pool.countries.all()}


def local(value: Any, event: Event) -> Any:
    return value.astimezone(event.zone) if hasattr(value, "astimezone") else value


@desk(*ORGANISERS)
def postpone(request: HttpRequest, event_id: UUID) -> HttpResponse:
    return end(request, event_id, actions.postpone_event, _("Postpone the event"), _("Postpone it"))


@desk(*ORGANISERS)
def cancel(request: HttpRequest, event_id: UUID) -> HttpResponse:
    return end(request, event_id, actions.cancel_event, _("Cancel the event"), _("Cancel it for everybody"))


def end(request: HttpRequest, event_id: UUID, action: Any, title: str, button: str) -> HttpResponse:
    event = event_of(request, event_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: action(event, by=request.user, reason=form.cleaned_data["reason"])):
        messages.success(request, _("Done. Everybody registered has been told."))
        return redirect("event-desk", event_id=event.uuid)
    return edit_page(request, event, form, title, button, is_grave=True)


@desk(*ORGANISERS)
def text(request: HttpRequest, event_id: UUID, language: str) -> HttpResponse:
    event = event_of(request, event_id)
    known = dict(spoken_languages())
    language = language if language in known else "en"
    page = event.pages.filter(locale__language_code=language).first()
    initial = {"title": page.title, "summary": page.summary, "is_published": page.live} if page else {}
    form = TextForm(request.POST or None, initial=initial)
    if page and page.body:
        del form.fields["body"]  # richer text than a plain field could give back: it is edited in the admin
    if form.is_valid():
        published = form.cleaned_data["is_published"]
        write = {"language": language, "text": form.text, "is_published": published, "by": request.user}
        if attempt(form, lambda: actions.write_text(event, **write)):
            messages.success(request, _("Saved."))
            return redirect("event-desk", event_id=event.uuid)
    title = _("Text in %(language)s") % {"language": known[language]}
    return edit_page(request, event, form, title, _("Save the text"))


def attempt(form: Any, action: Any) -> bool:
    """Do it; a rule that stands against it is shown with the form."""
    try:
        action()
    except DomainError as problem:
        form.add_error(None, str(problem))
        return False
    return True


def edit_page(
    request: HttpRequest, event: Event, form: Any, title: str, button: str, *, is_grave: bool = False
) -> HttpResponse:
    context = {"event": event, "form": form, "title": title, "button": button, "is_grave": is_grave}
    return TemplateResponse(request, "events/desk/form.html", context)


@desk(*ORGANISERS)
def show(request: HttpRequest, event_id: UUID) -> HttpResponse:
    from .registrations import registrations_context  # inline: both modules share `event_of`

    event = event_of(request, event_id)
    pages = {page.locale.language_code: page for page in event.pages.select_related("locale")}
    context = {
        "event": event,
        "when": when(event.starts_at, event.ends_at, event.time_zone, zone_of(request.user)),
        "tone": TONES.get(event.state, "good"),
        "texts": [{"language": code, "label": label, "page": pages.get(code)} for code, label in spoken_languages()],
        "history": [
            {"at": entry.at, "title": VERBS.get(entry.verb, entry.verb), "text": said_by(entry)}
            for entry in audit.history(event)[:8]
        ],
        **registrations_context(request, event),
    }
    return TemplateResponse(request, "events/desk/event.html", context)


def said_by(entry: Any) -> str:
    """Who did it, and why if they said so."""
    return " — ".join(part for part in (entry.actor_name, entry.reason) if part)
