"""The arithmetic of a budget: what lines cost, what they ask for, and whether the call's limits hold.

Pure functions over what the applicant typed and the terms of the call. The page shows the same sums while typing
(static/grants/budget.js); what is computed here decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from .money import ZERO, NotANumber, cents, display, parse_number
from .states import Heading

MOST_LINES = 100
LONGEST_DESCRIPTION = 200
LONGEST_UNIT = 40
NUMBERS = ("quantity", "rate", "requested")

Stored = str | dict[str, str]
"""A number as a draft keeps it: "1250.00", or {"typed": …} for what we could not read and do not throw away."""


@dataclass(frozen=True)
class Terms:
    """What a call says about money."""

    minimum: Decimal
    maximum: Decimal
    cofinancing_percent: Decimal
    indirect_percent: Decimal
    currency: str = "EUR"


@dataclass(frozen=True)
class Line:
    """One line as stored, with what is wrong with it by field."""

    heading: str
    description: str
    unit: str
    quantity: Stored
    rate: Stored
    requested: Stored
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def cost(self) -> Decimal:
        """Quantity times rate, to the cent; nothing while one of them cannot be read."""
        return cents(amount(self.quantity) * amount(self.rate))

    @property
    def asked(self) -> Decimal:
        """What the network is asked to pay; an empty field means the whole line."""
        return self.cost if self.requested == "" else amount(self.requested)

    def stored(self) -> dict[str, Stored]:
        return {
            "heading": self.heading,
            "description": self.description,
            "unit": self.unit,
            "quantity": self.quantity,
            "rate": self.rate,
            "requested": self.requested,
        }


def amount(value: Stored) -> Decimal:
    return Decimal(value) if isinstance(value, str) and value else ZERO


def read_typed(row: Mapping[str, str], language: str) -> Line | None:
    """A line as typed in `language`; None for an empty one. Numbers that cannot be read are kept as they were typed."""
    texts = {name: row.get(name, "").strip() for name in ("heading", "description", "unit", *NUMBERS)}
    if not any(texts[name] for name in ("description", "unit", *NUMBERS)):
        return None
    numbers: dict[str, Stored] = {}
    for name in NUMBERS:
        try:
            numbers[name] = str(parse_number(texts[name], language)) if texts[name] else ""
        except NotANumber:
            numbers[name] = {"typed": texts[name][:60]}
    heading = texts["heading"] if texts["heading"] in Heading.values else ""
    return checked(
        Line(heading, texts["description"][:LONGEST_DESCRIPTION], texts["unit"][:LONGEST_UNIT], **numbers), language
    )


def read_stored(row: Mapping[str, Any], language: str = "") -> Line:
    return checked(
        Line(**{name: row.get(name, "") for name in Line.__dataclass_fields__ if name != "errors"}), language
    )


def checked(line: Line, language: str = "") -> Line:
    """The line with a sentence for every field that needs one."""
    errors: dict[str, str] = {}
    if not line.heading:
        errors["heading"] = _("Choose a heading.")
    if not line.description:
        errors["description"] = _("Say what this is.")
    for name in NUMBERS:
        value = getattr(line, name)
        if isinstance(value, dict):
            errors[name] = why_not(value["typed"], language)
        elif not value and name != "requested":
            errors[name] = _("Write a number.")
    if "requested" not in errors and line.asked > line.cost:
        errors["requested"] = _("You ask for more than the line costs (%(cost)s).") % {"cost": display(line.cost)}
    return Line(**line.stored(), errors=errors)  # type: ignore[arg-type]


def why_not(typed: str, language: str) -> str:
    try:
        parse_number(typed, language or None)
    except NotANumber as problem:
        return str(problem)
    return _("Please type this number again.")  # it reads as a number in this language, but was typed in another


@dataclass(frozen=True)
class HeadingSum:
    heading: str
    label: str
    cost: Decimal
    requested: Decimal


@dataclass(frozen=True)
class Budget:
    """Lines under the terms of a call, with every sum and every broken limit."""

    lines: Sequence[Line]
    terms: Terms

    @cached_property
    def by_heading(self) -> list[HeadingSum]:
        """The sums of the headings that have lines, in the order of the headings."""
        sums = []
        for heading in Heading:
            lines = [line for line in self.lines if line.heading == heading]
            if lines:
                sums.append(HeadingSum(heading.value, str(heading.label), total(lines), asked(lines)))
        return sums

    @cached_property
    def cost(self) -> Decimal:
        return total(self.lines)

    @cached_property
    def requested(self) -> Decimal:
        return asked(self.lines)

    @property
    def cofinanced(self) -> Decimal:
        return self.cost - self.requested

    @property
    def cofinanced_percent(self) -> Decimal:
        return (self.cofinanced * 100 / self.cost).quantize(Decimal("0.1")) if self.cost else Decimal("0.0")

    @cached_property
    def indirect(self) -> Decimal:
        return total(line for line in self.lines if line.heading == Heading.INDIRECT)

    @property
    def direct(self) -> Decimal:
        return self.cost - self.indirect

    @property
    def indirect_allowed(self) -> Decimal:
        """The most that indirect costs may be: the call's percentage of the direct costs, rounded down to the cent."""
        return (self.direct * self.terms.indirect_percent / 100).quantize(Decimal("0.01"), "ROUND_DOWN")

    @cached_property
    def problems(self) -> list[str]:
        """A sentence for each limit that does not hold; empty when the budget can be submitted."""
        terms = self.terms
        if not self.lines:
            return [_("The budget has no lines yet.")]
        found = []
        wrong = sum(bool(line.errors) for line in self.lines)
        if wrong:
            found.append(_("Correct the marked lines of the budget (%(number)s).") % {"number": wrong})
        if self.requested < terms.minimum:
            found.append(
                _("You ask for %(asked)s; the smallest grant of this call is %(limit)s.")
                % {"asked": display(self.requested, terms.currency), "limit": display(terms.minimum, terms.currency)}
            )
        if self.requested > terms.maximum:
            found.append(
                _("You ask for %(asked)s; the largest grant of this call is %(limit)s.")
                % {"asked": display(self.requested, terms.currency), "limit": display(terms.maximum, terms.currency)}
            )
        if self.indirect > self.indirect_allowed:
            found.append(
                _("Indirect costs are %(have)s; at most %(percent)s %% of the direct costs are possible: %(limit)s.")
                % {
                    "have": display(self.indirect, terms.currency),
                    "percent": f"{terms.indirect_percent.normalize():f}",
                    "limit": display(self.indirect_allowed, terms.currency),
                }
            )
        if terms.cofinancing_percent and self.cofinanced * 100 < self.cost * terms.cofinancing_percent:
            found.append(
                _("Your own share is %(have)s %%; the call asks for %(percent)s %% or more of the total cost.")
                % {"have": self.cofinanced_percent, "percent": f"{terms.cofinancing_percent.normalize():f}"}
            )
        return found


def total(lines: Iterable[Line]) -> Decimal:
    return sum((line.cost for line in lines), ZERO)


def asked(lines: Iterable[Line]) -> Decimal:
    return sum((line.asked for line in lines), ZERO)
