"""A month on a page: weeks of seven days, each with what happens on it."""

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 2000, 2100
MONDAY = 0


@dataclass
class Day:
    on: date
    is_in_month: bool
    is_today: bool
    pages: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    first: date

    @property
    def last(self) -> date:
        return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])

    @property
    def previous(self) -> "Month | None":
        before = self.first - timedelta(days=1)
        return Month(before.replace(day=1)) if before.year >= FIRST_YEAR else None

    @property
    def next(self) -> "Month | None":
        after = self.last + timedelta(days=1)
        return Month(after) if after.year <= LAST_YEAR else None

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"

    def bounds(self) -> tuple[datetime, datetime]:
        """From when until when something must happen to stand on this page, wherever on earth its clock hangs."""
        weeks = self.dates()
        utc = ZoneInfo("UTC")
        start = datetime.combine(weeks[0][0], datetime.min.time(), utc) - timedelta(hours=14)
        end = datetime.combine(weeks[-1][-1], datetime.min.time(), utc) + timedelta(days=1, hours=14)
        return start, end

    def dates(self) -> list[list[date]]:
        return calendar.Calendar(MONDAY).monthdatescalendar(self.first.year, self.first.month)

    def weeks(self, pages: list[Any], today: date) -> list[list[Day]]:
        """The weeks with each page on every day its event lasts, by the event's own clock."""
        weeks = [[Day(on, on.month == self.first.month, on == today) for on in week] for week in self.dates()]
        days = {day.on: day for week in weeks for day in week}
        for page in pages:
            on, last = page.event.starts_local.date(), last_day(page.event)
            while on <= last:
                if on in days:
                    days[on].pages.append(page)
                on += timedelta(days=1)
        return weeks


def last_day(event: Any) -> date:
    """Something that ends at midnight does not reach into the next day."""
    return (event.ends_local - timedelta(microseconds=1)).date()


def read_month(text: str) -> Month | None:
    """The month written as 2026-11; None for anything else and for years nobody plans in."""
    try:
        first = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  (a month has no zone)
    except ValueError:
        return None
    return Month(first) if FIRST_YEAR <= first.year <= LAST_YEAR else None
