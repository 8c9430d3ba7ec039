"""Public holidays of the five countries: fixed days, those that follow Easter, and those that follow the moon.

The two Bayrams are announced year by year. The days here are those of the Umm al-Qura reckoning, written down for the
coming years; where a country announces another day, that line is changed. Only those are counted that are free for
everybody in the country: in Bosnia and Herzegovina, Montenegro and Serbia the law gives the Bayrams to those who keep
them, who set quiet hours or ask for one e-mail a day.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

FIXED: dict[str, tuple[tuple[int, int], ...]] = {
    "RS": ((1, 1), (1, 2), (1, 7), (2, 15), (2, 16), (5, 1), (5, 2), (11, 11)),
    "BA": ((1, 1), (1, 2), (5, 1), (5, 2)),
    "MK": ((1, 1), (1, 7), (5, 1), (5, 24), (8, 2), (9, 8), (10, 11), (10, 23), (12, 8)),
    "AL": ((1, 1), (1, 2), (3, 14), (3, 22), (5, 1), (9, 5), (11, 22), (11, 28), (11, 29), (12, 8), (12, 25)),
    "ME": ((1, 1), (1, 2), (5, 1), (5, 2), (5, 21), (5, 22), (7, 13), (7, 14), (11, 13)),
}
# Days counted from Easter Sunday that are free: by the eastern reckoning, and by the western.
EASTERN: dict[str, tuple[int, ...]] = {"RS": (-2, -1, 0, 1), "MK": (1,), "AL": (0, 1)}
WESTERN: dict[str, tuple[int, ...]] = {"AL": (0, 1)}
# The first day of Ramazan Bayram and of Kurban Bayram.
RAMAZAN_BAYRAM: tuple[tuple[int, int, int], ...] = (
    (2026, 3, 20), (2027, 3, 9), (2028, 2, 26), (2029, 2, 14), (2030, 2, 4), (2031, 1, 24), (2032, 1, 14),
    (2033, 1, 2), (2033, 12, 23), (2034, 12, 12), (2035, 12, 1),
)  # fmt: skip
KURBAN_BAYRAM: tuple[tuple[int, int, int], ...] = (
    (2026, 5, 27), (2027, 5, 16), (2028, 5, 5), (2029, 4, 24), (2030, 4, 13), (2031, 4, 2), (2032, 3, 22),
    (2033, 3, 11), (2034, 3, 1), (2035, 2, 18),
)  # fmt: skip
LUNAR: dict[str, tuple[tuple[int, int, int], ...]] = {"AL": RAMAZAN_BAYRAM + KURBAN_BAYRAM, "MK": RAMAZAN_BAYRAM}


def is_free_day(day: date, country: str) -> bool:
    """Whether people in `country` (an ISO code, or "") do not work on `day`: weekends and public holidays."""
    return day.weekday() >= 5 or day in holidays(day.year, country)


@cache
def holidays(year: int, country: str) -> frozenset[date]:
    return frozenset(days_of(year, country))


def days_of(year: int, country: str) -> Iterator[date]:
    for month, day in FIXED.get(country, ()):
        yield date(year, month, day)
    for feast in LUNAR.get(country, ()):
        if feast[0] == year:
            yield date(*feast)
    for offset in EASTERN.get(country, ()):
        yield eastern_easter(year) + timedelta(days=offset)
    for offset in WESTERN.get(country, ()):
        yield western_easter(year) + timedelta(days=offset)


def eastern_easter(year: int) -> date:
    """By the Julian reckoning, given in our calendar (right from 1900 to 2099)."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def western_easter(year: int) -> date:
    """By the Gregorian reckoning."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, left = divmod(century, 4)
    shift = (century + 8) // 25
    moon = (19 * golden + century - leap - (century - shift + 1) // 3 + 15) % 30
    weekday = (32 + 2 * left + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
