"""Hours that people agree on ("17:00 in Brussels") and the instants they stand for."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ZONES = [
    ("Europe/Brussels", _("Brussels")),
    ("Europe/Belgrade", _("Belgrade")),
    ("Europe/Sarajevo", _("Sarajevo")),
    ("Europe/Skopje", _("Skopje")),
    ("Europe/Tirane", _("Tirana")),
    ("Europe/Podgorica", _("Podgorica")),
    ("UTC", _("UTC")),
]


def instant(day: date, hour: time, zone: str) -> datetime:
    """The moment when the clocks of `zone` show `hour` on `day`, in UTC.

    An hour that occurs twice (end of summer time) means the later one, in favour of the applicant.
    Raises ValidationError for an hour that does not occur at all (beginning of summer time).
    """
    wall = datetime.combine(day, hour.replace(microsecond=0), ZoneInfo(zone)).replace(fold=1)
    moment = wall.astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise ValidationError(_("The clocks are put forward that night and never show this hour. Choose another one."))
    return moment


def in_zone(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def place_of(zone: str) -> str:
    """How a zone is called on a page: its own label, or the town in its IANA name."""
    return str(dict(ZONES).get(zone) or zone.rpartition("/")[2].replace("_", " "))
