"""The organisers and their participants: the live list, selection, check-in, export."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from events import actions
from events.browsing import REGISTRATION_TONES
from events.exports import registrations_csv
from events.forms import NoteForm
from events.models import Event, Registration
from events.permissions import ORGANISERS, can_manage_registration
from events.states import RegistrationState
from network.core import audit
from network.core.errors import DomainError
from network.core.models import Country
from network.core.permissions import desk, require
from network.core.text import fold

from .desk import event_of

PER_PAGE = 50
R = RegistrationState
GROUPS = {
    "all": (None, gettext_lazy("All")),
    "coming": ((R.CONFIRMED, R.ACCEPTED, R.OFFERED, R.ATTENDED, R.NO_SHOW), gettext_lazy("Seats")),
    "deciding": ((R.PENDING_REVIEW,), gettext_lazy("To decide")),
    "waiting": ((R.WAITLISTED,), gettext_lazy("Waiting list")),
    "ended": ((R.CANCELLED, R.DECLINED, R.EXPIRED, R.REJECTED), gettext_lazy("Ended")),
}


def registrations_context(request: HttpRequest, event: Event) -> dict[str, Any]:
    """The list of registrations in the group asked for, with the numbers beside it."""
    pool = event.seats
    if pool is None:
        return {"pool": None}
    group = request.GET.get("group") if request.GET.get("group") in GROUPS else "all"
    states, _label = GROUPS[group]  # type: ignore[index]
    rows = pool.registrations.select_related("person", "country").order_by("registered_at", "id")
    by_state = pool.registrations.counted_by_state()
    page = Paginator(rows.filter(state__in=states) if states else rows, PER_PAGE).get_page(request.GET.get("page"))
    taken = event.taken_count
    return {
        "pool": pool,
        "listing": page,
        "rows": [{"registration": r, "tone": REGISTRATION_TONES.get(r.state, "neutral")} for r in page.object_list],
        "stats": [
            {"value": f"{taken} / {pool.capacity}", "label": _("seats given or offered")},
            {"value": by_state.get(R.CONFIRMED, 0) + by_state.get(R.ATTENDED, 0), "label": _("confirmed")},
            {"value": by_state.get(R.WAITLISTED, 0), "label": _("on the waiting list")},
            {"value": by_state.get(R.PENDING_REVIEW, 0), "label": _("to decide")},
        ],
        "by_country": by_country(pool),
        "groups": [
            {
                "label": label,
                "url": f"?group={name}",
                "current": name == group,
                "count": sum(by_state.get(s, 0) for s in wanted) if wanted else sum(by_state.values()),
            }
            for name, (wanted, label) in GROUPS.items()
        ],
        "has_begun": event.has_begun(timezone.now()),
    }


def by_country(pool: Any) -> list[tuple[str, int]]:
    """Seats by country of the organisation, for the balance."""
    rows = pool.registrations.taking_seats().order_by().values_list("country").annotate(how_many=Count("pk"))
    names = {country.pk: country.name for country in Country.objects.all()}
    return sorted(((names.get(code, _("No organisation")), many) for code, many in rows), key=lambda row: -row[1])


@desk(*ORGANISERS)
def live(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """The part of the desk page that refreshes itself."""
    event = event_of(request, event_id)
    return TemplateResponse(
        request, "events/desk/_registrations.html", {"event": event, **registrations_context(request, event)}
    )


@desk(*ORGANISERS)
def export(request: HttpRequest, event_id: UUID) -> HttpResponse:
    event = event_of(request, event_id)
    registrations = event.registrations.select_related("person").order_by("registered_at", "id")
    body = registrations_csv(event, registrations)
    audit.record("registrations.exported", event, by=request.user)
    name = f"registrations-{event.starts_local:%Y-%m-%d}-{event.uuid.hex[:8]}.csv"
    return HttpResponse(
        body,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )


@desk(*ORGANISERS)
def check_in(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Everybody with a seat, by name, with one button each; the search ignores script and diacritics."""
    event, sought = event_of(request, event_id), fold(request.GET.get("q", "")[:100])
    states = (R.CONFIRMED, R.ATTENDED, R.NO_SHOW)
    registrations = (
        event.registrations.filter(state__in=states).select_related("person").order_by("person__full_name", "id")
    )
    people = [r for r in registrations if not sought or sought in fold(f"{r.person_name} {r.organisation_name}")]
    context = {
        "event": event,
        "people": people,
        "sought": request.GET.get("q", "")[:100],
        "arrived": sum(r.state == R.ATTENDED for r in registrations),
        "expected": len(registrations),
    }
    return TemplateResponse(request, "events/desk/check_in.html", context)


@desk(*ORGANISERS)
@require_POST
def attended(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    return manage(request, registration_id, lambda r, _reason: actions.record_attendance(r, came=True, by=request.user))


@desk(*ORGANISERS)
@require_POST
def absent(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    return manage(
        request, registration_id, lambda r, _reason: actions.record_attendance(r, came=False, by=request.user)
    )


@desk(*ORGANISERS)
@require_POST
def select(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    return manage(request, registration_id, lambda r, why: actions.select_registration(r, reason=why, by=request.user))


@desk(*ORGANISERS)
@require_POST
def reject(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    return manage(request, registration_id, lambda r, why: actions.reject_registration(r, reason=why, by=request.user))


@desk(*ORGANISERS)
@require_POST
def remove(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    return manage(request, registration_id, lambda r, why: actions.cancel_registration(r, reason=why, by=request.user))


def manage(request: HttpRequest, registration_id: UUID, action: Any) -> HttpResponse:
    registrations = Registration.objects.visible_to(request.user).select_related("pool__event", "person")
    registration = get_object_or_404(registrations, uuid=registration_id)
    require(can_manage_registration(request.user, registration))
    form = NoteForm(request.POST)
    try:
        action(registration, form.cleaned_data["reason"] if form.is_valid() else "")
    except DomainError as problem:
        messages.error(request, str(problem))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return redirect("event-desk", event_id=registration.event.uuid)
