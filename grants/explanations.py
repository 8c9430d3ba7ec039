"""The lines of a ranking as sentences, in the language of whoever reads them."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .money import display
from .ranking import Reason

MONEY = frozenset({"running", "envelope", "left", "amount"})


def explain(reason: Reason, currency: str = "EUR", countries: Mapping[str, str] | None = None) -> str:
    """One reason as a sentence: what was compared with what, and what follows. `countries` has names by code."""
    values = {name: shown(name, value, currency, countries or {}) for name, value in reason.values.items()}
    if reason.kind == "mean":
        return mean_of(int(reason.values["number"]), values)
    return sentences()[reason.kind] % values


def mean_of(number: int, values: dict[str, str]) -> str:
    said = ngettext(
        "One assessment gave %(totals)s points.",
        "The mean of %(number)s assessments (%(totals)s) is %(total)s points.",
        number,
    )
    return said % values


def shown(name: str, value: str, currency: str, countries: Mapping[str, str]) -> str:
    if name in MONEY:
        return display(Decimal(value), currency)
    if name == "country":
        return countries.get(value, value)
    if name == "totals":
        return " · ".join(points(one) for one in value.split(" · "))
    return points(value) if name in ("gap", "limit", "points", "minimum", "total") else value


def points(value: str) -> str:
    """Points as the reader writes them: without superfluous decimals."""
    return display(Decimal(value), "").strip()


def sentences() -> dict[str, str]:
    return {
        "too_few": _("%(have)s of %(need)s assessments are there; it cannot be ranked yet."),
        "third_for_gap": _(
            "The assessments are %(gap)s points apart; above %(limit)s points one more assessor is asked."
        ),
        "third_for_split": _("One assessor advises against it and another for it, so one more assessor is asked."),
        "below_section": _("“%(section)s” has %(points)s points; the call asks for at least %(minimum)s there."),
        "below_overall": _("It has %(points)s points; the call asks for at least %(minimum)s."),
        "tie_by_section": _("It has as many points as %(above)s, but fewer in “%(section)s”, which decides."),
        "tie_by_amount": _("It has as many points as %(above)s in every section, but asks for more money."),
        "tie_by_arrival": _("It equals %(above)s in points and money, but arrived later."),
        "by_hand": _(
            "Nobody was asked to assess it: a manager ranked it by hand, with the reason in its history; the committee "
            "decides on it without points."
        ),
        "fits": _("With it, %(running)s of %(envelope)s are used."),
        "quota": _("%(amount)s do not fit into the %(left)s that are left of the quota of %(country)s."),
        "does_not_fit": _(
            "%(amount)s do not fit into the %(left)s that are left of the envelope. Here the line is drawn."
        ),
        "behind_the_line": _("The line is drawn above, at %(line)s; nobody below it jumps ahead."),
    }


def tie_rule() -> str:
    """The rule for equal totals, as the call prints it."""
    return _(
        "Equal totals: the one with more points in the first section comes first, then in the second, and so on; then "
        "the one that asks for less; then the one that arrived earlier."
    )
