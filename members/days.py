"""The calendar of the network: one clock for all five countries, so that a day begins and ends for all at once."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The date in the network's own zone, whatever the reader's is."""
    return timezone.localdate(timezone=ZoneInfo(settings.LOCAL_TIME_ZONE))


def days_from(day: date, number: int) -> date:
    """`day` moved by `number` days, stopping at the ends of the calendar."""
    try:
        return day + timedelta(days=number)
    except OverflowError:
        return date.max if number > 0 else date.min


def a_year_from(day: date) -> date:
    """The last day of the year that begins on `day`: 1 March 2027 gives 29 February 2028."""
    try:
        return days_from(day.replace(year=day.year + 1), -1)
    except ValueError:  # 29 February
        return date(day.year + 1, 2, 28)
