"""Rules about single values, used by models and forms alike."""

import zoneinfo
from datetime import datetime
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


@cache
def known_zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def validate_zone(name: str) -> None:
    """`name` is an IANA time zone such as Europe/Belgrade."""
    if name not in known_zones():
        raise ValidationError(_("Choose a time zone such as Europe/Belgrade."), code="unknown_zone")


def validate_exists_in_zone(wall: datetime, zone: str) -> None:
    """The clocks of `zone` show the naive time `wall` at some moment: not so at 2:30 in the spring night."""
    moment = wall.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    back = moment.astimezone(zoneinfo.ZoneInfo("UTC")).astimezone(zoneinfo.ZoneInfo(zone))
    if back.replace(tzinfo=None) != wall:
        raise ValidationError(
            _("This hour does not exist on that day: the clocks go forward. Choose another one."), code="skipped_hour"
        )
