"""The hour of an event as people read it: by the clock of the event, and by their own where that differs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import ngettext


@dataclass(frozen=True)
class When:
    """`day` and `hours` by the event's clock, whose name is `clock`; `yours` is the same by the reader's."""

    day: str
    hours: str
    clock: str
    zone: str
    yours: str
    starts_at: datetime
    ends_at: datetime

    def __str__(self) -> str:
        return f"{self.day}, {self.hours} ({self.clock})"


def when(starts_at: datetime, ends_at: datetime, zone: str, reader_zone: str) -> When:
    """Describe a time in the active language. Readers whose clock shows the same get it once."""
    starts, ends = starts_at.astimezone(ZoneInfo(zone)), ends_at.astimezone(ZoneInfo(zone))
    mine, until = starts_at.astimezone(ZoneInfo(reader_zone)), ends_at.astimezone(ZoneInfo(reader_zone))
    same_clock = mine.utcoffset() == starts.utcoffset() and until.utcoffset() == ends.utcoffset()
    return When(
        day=day_span(starts, ends),
        hours=hour_span(starts, ends),
        clock=starts.tzname() or zone,
        zone=zone,
        yours="" if same_clock else f"{day_span(mine, until)}, {hour_span(mine, until)} ({mine.tzname()})",
        starts_at=starts_at,
        ends_at=ends_at,
    )


def day_span(starts: datetime, ends: datetime) -> str:
    """«3 December 2026», «3–5 December 2026» or both dates in full, in the order of the language."""
    first, last = date_format(starts, "DATE_FORMAT"), date_format(ends, "DATE_FORMAT")
    if starts.date() == ends.date():
        return first
    if (starts.year, starts.month) == (ends.year, ends.month) and last.startswith(str(ends.day)):
        return f"{starts.day}–{last}"
    return f"{first} – {last}"


def hour_span(starts: datetime, ends: datetime) -> str:
    return f"{date_format(starts, 'H:i')}–{date_format(ends, 'H:i')}"


def zone_of(user: Any) -> str:
    """The clock of a reader: what they chose, or that of most of the region."""
    return getattr(user, "time_zone", "") or settings.LOCAL_TIME_ZONE


def hours_text(minutes: int) -> str:
    """«6 hours 30 minutes», «45 minutes»."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours})
    if rest:
        parts.append(ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest})
    return " ".join(parts)
