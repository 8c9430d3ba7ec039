"""Hours by the event's clock and the reader's, also on the days when the clocks change."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from events.clocks import hours_text, when
from events.forms import TimeForm
from events.months import Month, read_month
from events.validators import validate_exists_in_zone, validate_zone

BELGRADE = "Europe/Belgrade"


def at(text: str, zone: str = BELGRADE) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def test_when_says_the_readers_hours_only_where_they_differ() -> None:
    starts, ends = at("2026-12-03 17:00", "Europe/Brussels"), at("2026-12-03 19:00", "Europe/Brussels")

    here = when(starts, ends, "Europe/Brussels", BELGRADE)
    there = when(starts, ends, "Europe/Brussels", "Europe/Athens")

    assert (here.hours, here.clock, here.yours) == ("17:00–19:00", "CET", "")
    assert "18:00–20:00 (EET)" in there.yours


def test_when_over_the_night_the_clocks_go_back() -> None:
    """From 12:00 on 24 October to 12:00 on 25 October 2026 are 25 hours, and the hours are those on the wall."""
    starts, ends = at("2026-10-24 12:00"), at("2026-10-25 12:00")

    told = when(starts, ends, BELGRADE, BELGRADE)

    assert (ends.timestamp() - starts.timestamp()) / 3600 == 25
    assert (told.hours, told.clock, told.yours) == ("12:00–12:00", "CEST", "")


def test_readers_whose_clock_changes_on_another_day_are_told_both() -> None:
    """On 15 March 2026 New York is on summer time already, Belgrade is not: five hours apart instead of six."""
    told = when(at("2026-03-15 15:00"), at("2026-03-15 16:00"), BELGRADE, "America/New_York")

    assert "10:00–11:00 (EDT)" in told.yours


@pytest.mark.parametrize(
    ("wall", "is_there"),
    [
        ("2026-03-29 01:59", True),
        ("2026-03-29 02:00", False),
        ("2026-03-29 02:30", False),
        ("2026-03-29 03:00", True),
        ("2026-10-25 02:30", True),
    ],
)
def test_hour_that_the_spring_night_skips_is_refused(wall: str, is_there: bool) -> None:
    naive = datetime.fromisoformat(wall)

    if is_there:
        validate_exists_in_zone(naive, BELGRADE)
    else:
        with pytest.raises(ValidationError, match="clocks go forward"):
            validate_exists_in_zone(naive, BELGRADE)


def test_time_form_reads_wall_time_by_the_chosen_clock() -> None:
    form = TimeForm({"starts_at": "2026-07-01T10:00", "ends_at": "2026-07-01T12:00", "time_zone": "Europe/London"})

    assert form.is_valid()
    assert form.cleaned_data["starts_at"] == at("2026-07-01 10:00", "Europe/London")


@pytest.mark.parametrize(
    ("starts", "ends", "field", "sentence"),
    [
        ("2026-03-29T02:30", "2026-03-29T05:00", "starts_at", "clocks go forward"),
        ("2026-07-01T10:00", "2026-07-01T10:00", "ends_at", "later than the beginning"),
        ("soon", "2026-07-01T10:00", "starts_at", "Write day and hour like"),
        ("", "2026-07-01T10:00", "starts_at", "required"),
    ],
)
def test_time_form_says_what_is_wrong(starts: str, ends: str, field: str, sentence: str) -> None:
    form = TimeForm({"starts_at": starts, "ends_at": ends, "time_zone": BELGRADE})

    assert sentence in str(form.errors[field])


@pytest.mark.parametrize("zone", ["", "Europe/Atlantis", "../etc/passwd", "CEST"])
def test_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(ValidationError):
        validate_zone(zone)


@pytest.mark.parametrize(
    ("minutes", "text"), [(45, "45 minutes"), (60, "1 hour"), (390, "6 hours 30 minutes"), (61, "1 hour 1 minute")]
)
def test_hours_text(minutes: int, text: str) -> None:
    assert hours_text(minutes) == text


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "1999-12", "2101-01", "9999-12", "x", "2026-1-1", "２０２６-٠١x"]
)
def test_month_out_of_range_is_no_month(text: str) -> None:
    assert read_month(text) is None


@given(st.dates(min_value=datetime(2000, 1, 1).date(), max_value=datetime(2100, 12, 31).date()))
def test_month_is_read_back_and_its_weeks_are_whole(day: object) -> None:
    month = read_month(f"{day:%Y-%m}")

    assert isinstance(month, Month)
    assert month.key == f"{day:%Y-%m}"
    weeks = month.dates()
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in weeks)
    assert any(day in week for week in weeks)
    assert month.next is None or month.next.previous == month
