"""The plan of an agreement as it is first prepared: headings that add up, instalments, reports with their days.

Pure functions; a manager may change what they propose before the agreement is signed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from .money import CENT

AFTER_INTERIM = timedelta(days=30)
AFTER_FINAL = timedelta(days=60)
LONG = 7
"""From this many months on there is an interim report and a second instalment."""
FIRST, SECOND = Decimal("0.60"), Decimal("0.30")
ONLY = Decimal("0.80")


@dataclass(frozen=True)
class PlannedReport:
    starts_on: date
    ends_on: date
    due_on: date
    is_final: bool


@dataclass(frozen=True)
class PlannedInstalment:
    """`report` is the number of the report it waits for; 0 for the signature, or for `condition` in words."""

    amount: Decimal
    due_on: date
    report: int = 0
    condition: str = ""


def scaled(headings: Mapping[str, Decimal], amount: Decimal) -> dict[str, Decimal]:
    """The requested headings brought to the awarded amount in proportion, to the cent: they always add up to it.

    Cents lost to rounding go to the headings that lost most, the larger first.
    """
    total = sum(headings.values(), Decimal(0))
    if not total:
        return {}
    exact = {heading: value * amount / total for heading, value in headings.items()}
    found = {heading: value.quantize(CENT, ROUND_DOWN) for heading, value in exact.items()}
    missing = int((amount - sum(found.values(), Decimal(0))) / CENT)
    order = sorted(found, key=lambda heading: (found[heading] - exact[heading], -exact[heading]))
    for place in range(missing):
        found[order[place % len(order)]] += CENT
    return found


def later(day: date, months: int) -> date:
    """The last day of `months` months that begin on `day`."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    first = date(year, month, 1)
    last_of_month = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return first.replace(day=min(day.day, last_of_month)) - timedelta(days=1)


def reports(starts_on: date, months: int, interim: int | None = None) -> list[PlannedReport]:
    """A report at the end, and `interim` ones before it at equal distances; by default one in longer projects."""
    wanted = (1 if months >= LONG else 0) if interim is None else min(interim, months - 1)
    ends = [later(starts_on, months * part // (wanted + 1)) for part in range(1, wanted + 2)]
    begins = [starts_on, *(end + timedelta(days=1) for end in ends)]
    return [
        PlannedReport(begin, end, end + (AFTER_FINAL if end == ends[-1] else AFTER_INTERIM), end == ends[-1])
        for begin, end in zip(begins, ends, strict=False)
    ]


def by_call(
    amount: Decimal, starts_on: date, months: int, planned: Sequence[tuple[Decimal, str]]
) -> tuple[list[PlannedReport], list[PlannedInstalment]]:
    """The plan that a call promises as (percent, condition); without one, the network's usual.

    The first payment waits for the signature, each further one for the next report. What completes the hundred percent
    is the balance, which is computed and not planned.
    """
    if not planned:
        usual = reports(starts_on, months)
        return usual, instalments(amount, usual)
    shares = list(planned[:-1] if len(planned) > 1 and sum(percent for percent, _c in planned) >= 100 else planned)
    found = reports(starts_on, months, len(shares) - 1)
    payments = []
    for place, (percent, condition) in enumerate(shares):
        waits = place if place < len(found) else 0
        day = found[waits - 1].due_on + AFTER_INTERIM if waits else starts_on
        part = max((amount * percent / 100).quantize(CENT, ROUND_DOWN), CENT)
        payments.append(PlannedInstalment(part, day, waits, "" if waits or not place else condition))
    return found, payments


def instalments(amount: Decimal, planned: Sequence[PlannedReport]) -> list[PlannedInstalment]:
    """What is paid before the balance: most of it at once, a second part once the interim report is approved."""

    def share(of: Decimal) -> Decimal:
        return (amount * of).quantize(CENT, ROUND_DOWN)

    first = planned[0]
    if len(planned) == 1:
        return [PlannedInstalment(max(share(ONLY), CENT), first.starts_on)]
    return [
        PlannedInstalment(max(share(FIRST), CENT), first.starts_on),
        PlannedInstalment(max(share(SECOND), CENT), first.due_on + AFTER_INTERIM, 1),
    ]
