from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from grants.deadlines import instant
from tests.factories.grants import utc


@pytest.mark.parametrize(
    ("day", "hour", "zone", "moment"),
    [
        (date(2026, 1, 15), time(17), "Europe/Brussels", utc(2026, 1, 15, 16)),
        (date(2026, 7, 15), time(17), "Europe/Brussels", utc(2026, 7, 15, 15)),
        (date(2026, 7, 15), time(17), "UTC", utc(2026, 7, 15, 17)),
        (date(2026, 10, 25), time(2, 30), "Europe/Belgrade", utc(2026, 10, 25, 1, 30)),  # occurs twice: the later one
        (date(2026, 3, 29), time(3), "Europe/Belgrade", utc(2026, 3, 29, 1)),
    ],
)
def test_hour_on_the_clocks_of_a_place(day, hour, zone, moment):
    assert instant(day, hour, zone) == moment


def test_hour_that_no_clock_shows_is_refused():
    with pytest.raises(ValidationError, match="never show this hour"):
        instant(date(2026, 3, 29), time(2, 30), "Europe/Belgrade")
