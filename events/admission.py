"""Why somebody may not register just now, in sentences; the same rule for the page and for the action."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.models import Organisation
from members.models.organisations import MEMBER_KINDS
from members.permissions import is_member

from .choices import Admission
from .models import SeatPool
from .states import EventState


def closed_because(pool: SeatPool, now: datetime) -> str:
    """Why nobody can register now; empty while registration is open."""
    event = pool.event
    if event.state == EventState.CANCELLED:
        return _("The event was cancelled.")
    if event.state == EventState.POSTPONED:
        return _("The event was postponed. Registration goes on once the new date is known.")
    if event.state == EventState.DONE or event.ends_at <= now:
        return _("The event is over.")
    if now < pool.opens_at:
        return _("Registration opens on %(when)s.") % {"when": wall_time(pool.opens_at, pool)}
    if now >= pool.closes_at:
        return _("Registration closed on %(when)s.") % {"when": wall_time(pool.closes_at, pool)}
    return ""


def refused_because(pool: SeatPool, person: Any, organisation: Organisation | None, now: datetime) -> str:
    """Why this person cannot register for that organisation now; empty when they can.

    A full event is no reason: there is the waiting list, and where there is none the action says so under its lock.
    """
    if reason := closed_because(pool, now):
        return reason
    if organisation is not None and not person.organisations().filter(pk=organisation.pk).exists():
        return _("You can register only for an organisation you belong to.")
    if pool.admission == Admission.MEMBERS and not comes_from_member(person, organisation):
        return _("Seats at this event are for people of member organisations. Choose the one you come from.")
    if pool.admission == Admission.AFFILIATED and organisation is None:
        return _("Choose the organisation you come from.")
    if pool.places_per_organisation and organisation is None:
        return _("Seats are counted per organisation: choose the one you come from.")
    return wrong_country(pool, organisation)


def comes_from_member(person: Any, organisation: Organisation | None) -> bool:
    if organisation is None:
        return is_member(person) and not person.organisations().exists()  # the network's own people
    return organisation.is_listed and organisation.kind in MEMBER_KINDS


def wrong_country(pool: SeatPool, organisation: Organisation | None) -> str:
    countries = list(pool.countries.all())
    if not countries or (organisation is not None and organisation.country_id in {c.pk for c in countries}):
        return ""
    return _("Seats at this event are for organisations from %(countries)s.") % {
        "countries": ", ".join(country.name for country in countries)
    }


def wall_time(moment: datetime, pool: SeatPool) -> str:
    """The moment by the clock of the event, with the name of that clock."""
    local = timezone.localtime(moment, pool.event.zone)
    return f"{date_format(local, 'DATETIME_FORMAT')} {local.tzname()}"
