"""What a grant finally costs the network: accepted costs, the test between headings, the own share, the balance.

The rule is the usual one of grants that the European Union pays for: the final amount is the smallest of the award, of
the accepted costs that were charged to the grant, and of the grant's share in everything that was accepted for the
project, the grantee's own share included. It is written out in `docs/grants.md`.

Pure functions over amounts, so that the same figures give the same result in any year.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from .money import CENT, ZERO, display
from .states import Heading

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class HeadingAccount:
    """One heading over all reports: what was agreed, charged and accepted, and how much of that can count."""

    heading: str
    agreed: Decimal
    claimed: Decimal
    accepted: Decimal
    allowed: Decimal

    @property
    def label(self) -> str:
        return str(Heading(self.heading).label)

    @property
    def counted(self) -> Decimal:
        return min(self.accepted, self.allowed)

    @property
    def excess(self) -> Decimal:
        """Accepted, but more than may be moved into this heading without an addendum."""
        return self.accepted - self.counted

    @property
    def left(self) -> Decimal:
        return self.agreed - self.claimed

    @property
    def claimed_allowed(self) -> bool:
        return self.claimed <= self.allowed

    @property
    def change_percent(self) -> Decimal | None:
        """How much more than agreed has been charged, in percent; nothing where nothing was agreed."""
        if not self.agreed:
            return None
        return ((self.claimed - self.agreed) * 100 / self.agreed).quantize(TENTH, ROUND_HALF_UP)

    @property
    def used_percent(self) -> int:
        """For the bar on the page: never beyond its end."""
        return min(100, int(self.claimed * 100 / self.agreed)) if self.agreed else (100 if self.claimed else 0)


@dataclass(frozen=True)
class Step:
    """One line of the explanation. `how` says where the amount comes from; `is_result` marks what follows from above."""

    label: str
    how: str
    amount: Decimal
    is_result: bool = False


@dataclass(frozen=True)
class Account:
    """The money of one agreement. `claimed` and `accepted` are sums by heading over all submitted reports.

    They are what was charged to the grant; `own_claimed` and `own_accepted` are what the grantee paid itself.
    """

    award: Decimal
    agreed: Mapping[str, Decimal]
    claimed: Mapping[str, Decimal]
    accepted: Mapping[str, Decimal]
    sent: Decimal
    returned: Decimal
    reallocation_percent: int = 25
    indirect_percent: Decimal = Decimal(7)
    currency: str = "EUR"
    is_final: bool = True
    cofinancing_percent: Decimal = ZERO
    own_claimed: Decimal = ZERO
    own_accepted: Decimal = ZERO

    @cached_property
    def headings(self) -> list[HeadingAccount]:
        """Every heading that was agreed or charged, in the order of the headings."""
        return [
            HeadingAccount(
                heading.value,
                self.agreed.get(heading, ZERO),
                self.claimed.get(heading, ZERO),
                self.accepted.get(heading, ZERO),
                self.allowed(heading),
            )
            for heading in Heading
            if any(heading in sums for sums in (self.agreed, self.claimed, self.accepted))
        ]

    def allowed(self, heading: str) -> Decimal:
        """How much of a heading can count: 25 % may be moved into it; indirect costs never grow by moving."""
        agreed = self.agreed.get(heading, ZERO)
        if heading == Heading.INDIRECT:
            return min(agreed, self.indirect_limit)
        return (agreed * (100 + self.reallocation_percent) / 100).quantize(CENT, ROUND_DOWN)

    @cached_property
    def direct(self) -> Decimal:
        """Direct costs that count."""
        return sum(
            (
                min(accepted, self.allowed(heading))
                for heading, accepted in self.accepted.items()
                if heading != Heading.INDIRECT
            ),
            ZERO,
        )

    @property
    def indirect_limit(self) -> Decimal:
        return (self.direct * self.indirect_percent / 100).quantize(CENT, ROUND_DOWN)

    @property
    def claimed_total(self) -> Decimal:
        return sum(self.claimed.values(), ZERO)

    @property
    def accepted_total(self) -> Decimal:
        return sum(self.accepted.values(), ZERO)

    @cached_property
    def accepted_cost(self) -> Decimal:
        """What was accepted and keeps the limits of the headings."""
        return sum((item.counted for item in self.headings), ZERO)

    @property
    def paid(self) -> Decimal:
        return self.sent - self.returned

    @property
    def asks_own_share(self) -> bool:
        return self.cofinancing_percent > 0

    @property
    def project_cost(self) -> Decimal:
        """Everything that was accepted for the project, whoever paid it."""
        return self.accepted_cost + self.own_accepted

    @property
    def grant_percent(self) -> Decimal:
        """The most that the grant pays of the accepted cost of the project."""
        return 100 - self.cofinancing_percent

    @property
    def share_limit(self) -> Decimal:
        """That percentage of it, rounded down to the cent."""
        return (self.project_cost * self.grant_percent / 100).quantize(CENT, ROUND_DOWN)

    @property
    def own_percent(self) -> Decimal:
        """How much of the accepted cost the grantee really pays: all that the grant does not."""
        if not self.project_cost:
            return Decimal("0.0")
        return ((self.project_cost - self.entitled) * 100 / self.project_cost).quantize(TENTH, ROUND_DOWN)

    @property
    def entitled(self) -> Decimal:
        return min(self.award, self.accepted_cost, self.share_limit)

    @property
    def balance(self) -> Decimal:
        """Positive: still to be paid. Negative: to be returned by the grantee."""
        return self.entitled - self.paid

    @property
    def to_pay(self) -> Decimal:
        return max(self.balance, ZERO)

    @property
    def to_recover(self) -> Decimal:
        return max(-self.balance, ZERO)

    @property
    def breaches(self) -> list[HeadingAccount]:
        """Direct headings charged with more than may be moved into them without an addendum."""
        return [item for item in self.headings if item.heading != Heading.INDIRECT and not item.claimed_allowed]

    @property
    def steps(self) -> list[Step]:
        """The way from the list of expenditures to the balance, line by line."""
        found = [
            Step(
                _("Charged to the grant"),
                _("The sum of all expenditures in the submitted reports."),
                self.claimed_total,
            ),
            Step(
                _("Refused, or not reviewed yet"),
                _("Each line of a report says why it was not accepted, or only in part."),
                self.accepted_total - self.claimed_total,
            ),
            Step(_("Accepted"), _("What the review accepted."), self.accepted_total, True),
        ]
        found += [self.excess_step(item) for item in self.headings if item.excess]
        found.append(
            Step(_("Accepted cost"), _("What counts after the limits between headings."), self.accepted_cost, True)
        )
        if self.asks_own_share:
            found += self.share_steps
        found.append(Step(_("Award"), _("The most the network pays, by the agreement and its addenda."), self.award))
        found.append(Step(_("Due to the grantee"), self.how_entitled, self.entitled, True))
        found.append(Step(_("Paid"), _("All instalments and earlier payments."), -self.sent))
        if self.returned:
            found.append(Step(_("Returned"), _("What the grantee has sent back."), self.returned))
        label = _("Balance to pay") if self.balance >= 0 else self.owed_label
        how = _("%(due)s less %(paid)s.") % {"due": self.money(self.entitled), "paid": self.money(self.paid)}
        found.append(Step(label, how, abs(self.balance), True))
        return found

    @property
    def share_steps(self) -> list[Step]:
        """From the accepted cost to the most that the grant pays of it where the grantee owes an own share."""
        percent = plain(self.grant_percent)
        return [
            Step(
                _("Own share accepted"),
                _("What the grantee paid for the project itself and the review accepted, of %(claimed)s reported.")
                % {"claimed": self.money(self.own_claimed)},
                self.own_accepted,
            ),
            Step(
                _("Accepted cost of the project"),
                _("What was accepted, whoever paid it: %(grant)s and %(own)s.")
                % {"grant": self.money(self.accepted_cost), "own": self.money(self.own_accepted)},
                self.project_cost,
                True,
            ),
            Step(
                _("Most that the grant pays of it"),
                _("%(percent)s %% of it, since the agreement asks for an own share of %(own)s %% or more.")
                % {"percent": percent, "own": plain(self.cofinancing_percent)},
                self.share_limit,
            ),
        ]

    @property
    def how_entitled(self) -> str:
        words = {"award": self.money(self.award), "cost": self.money(self.accepted_cost)}
        if not self.asks_own_share:
            return _("The smaller of the two: %(award)s and %(cost)s.") % words
        return _("The smallest of the three: award %(award)s, accepted cost %(cost)s, share %(share)s.") % {
            **words,
            "share": self.money(self.share_limit),
        }

    @property
    def owed_label(self) -> str:
        return _("To be returned by the grantee") if self.is_final else _("Paid in advance, still to be accounted for")

    def excess_step(self, item: HeadingAccount) -> Step:
        if item.heading == Heading.INDIRECT:
            how = _(
                "Indirect costs: at most %(percent)s %% of the direct costs that count and not more than agreed, %(limit)s."
            )
            percent = plain(self.indirect_percent)
        else:
            how = _("%(heading)s: agreed %(agreed)s; with %(percent)s %% moved into it, at most %(limit)s count.")
            percent = str(self.reallocation_percent)
        words = {
            "heading": item.label,
            "agreed": self.money(item.agreed),
            "percent": percent,
            "limit": self.money(item.allowed),
        }
        return Step(_("Over the limit of the heading"), how % words, -item.excess)

    def money(self, amount: Decimal) -> str:
        return display(amount, self.currency)


def plain(percent: Decimal) -> str:
    return f"{percent.normalize():f}"
