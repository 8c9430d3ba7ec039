"""What the events hold about a person. Certificates are copies of facts and stay checkable by their code."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.actions import cancel_registration
from events.models import Certificate, Registration
from events.states import OPEN
from members.holdings import Fate, Source, hold, hold_source, on_erasure

hold(
    "events.Registration.person",
    Fate.KEPT,
    "How many took part must stay true; what the person needed is forgotten.",
    *("uuid", "pool__event__name", "state", "organisation_name", "needs", "registered_at", "attended_at", "ended_at"),
)
hold("events.CalendarFeed.person", Fate.DELETED, "SECURITY: without the secret address.", "created_at")


def certificates_of(person: Any) -> Iterator[dict[str, Any]]:
    found = Certificate.objects.filter(registration__person=person)
    yield from found.values(
        "code", "state", "person_name", "event_title", "starts_on", "ends_on", "minutes", "issued_at"
    )


def give_up_seats(person: Any) -> None:
    """Seats at coming events go to others; what the person needed is nobody's business any more."""
    coming = Registration.objects.filter(person=person, state__in=OPEN, pool__event__starts_at__gt=timezone.now())
    for registration in coming:
        cancel_registration(registration, by=person)
    Registration.objects.filter(person=person).exclude(needs="").update(needs="")


hold_source(Source("certificates", _("Certificates"), certificates_of))
on_erasure("events.seats", give_up_seats)
