"""The list of participants as a table for a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from .models import Event, Registration

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: Any) -> str:
    """SECURITY: a spreadsheet runs a cell that begins like a formula; an apostrophe makes it text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def registrations_csv(event: Event, registrations: Iterable[Registration]) -> bytes:
    """UTF-8 with a byte-order mark, so that every spreadsheet program reads our letters; hours by the event's clock."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(
        [
            _("Name"),
            _("E-mail"),
            _("Organisation"),
            _("Country"),
            _("State"),
            _("Registered"),
            _("Checked in"),
            _("Needs"),
        ]
    )
    for registration in registrations:
        row = [
            registration.person_name,
            registration.person.email if registration.person else "",
            registration.organisation_name,
            registration.country_id,
            registration.get_state_display(),
            clock(event, registration.registered_at),
            clock(event, registration.attended_at),
            registration.needs,
        ]
        writer.writerow([harmless(cell) for cell in row])
    return ("\ufeff" + sheet.getvalue()).encode()


def clock(event: Event, moment: Any) -> str:
    return moment.astimezone(event.zone).strftime("%Y-%m-%d %H:%M") if moment else ""
