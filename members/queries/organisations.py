"""Where an organisation's membership stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.days import a_year_from, days_from, today
from members.models import MEMBER_KINDS, Organisation
from members.points import written
from members.states import GRACE_DAYS, MembershipState, effective_state
from network.core.text import fold_words

TONES = {
    MembershipState.ACTIVE: "good",
    MembershipState.DUE: "warn",
    MembershipState.GRACE: "warn",
    MembershipState.PENDING: "neutral",
}


@dataclass(frozen=True)
class Standing:
    state: MembershipState
    until: date | None

    @property
    def label(self) -> str:
        return str(self.state.label)

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "bad")


def standing_of(organisation: Organisation, day: date | None = None) -> Standing:
    periods = list(organisation.memberships.values_list("valid_from", "valid_until"))
    state = effective_state(
        periods,
        suspended=organisation.suspensions.in_force().exists(),
        terminated_on=organisation.terminated_on,
        today=day or today(),
    )
    return Standing(state, max((until for _begin, until in periods), default=None))


def next_period(organisation: Organisation) -> tuple[date, date]:
    """What a renewal would give: a year from the day after the last period, also in its days of grace, so that no day is
    missing; after a real gap from today."""
    last = organisation.memberships.aggregate(until=Max("valid_until"))["until"]
    in_row = last is not None and last >= days_from(today(), -GRACE_DAYS)
    begin = days_from(last, 1) if in_row else today()
    return begin, a_year_from(begin)


def registered_facts(organisation: Organisation) -> list[tuple[Promise, str]]:
    """What the registry knows and staff may read, with a dash for what is missing."""
    facts = [
        (_("Register"), organisation.register_name),
        (_("Register number"), organisation.register_number),
        (_("Registered on"), date_format(organisation.registered_on) if organisation.registered_on else ""),
        (_("Tax number"), organisation.tax_number),
        (_("Legal form"), organisation.legal_form),
        (_("Place"), ", ".join(filter(None, [organisation.address, str(organisation.municipality or "")]))),
        (_("Point on the map"), written(organisation.point)),
        (_("Shown to the public"), str(organisation.get_precision_display())),
    ]
    return [(label, value or "—") for label, value in facts]


def registry(user: Any, *, query: str = "", state: str = "") -> QuerySet[Organisation]:
    """The organisations that `user` looks after, with `effective`; those that can be members first of all by name."""
    found: Any = Organisation.objects.select_related("country", "municipality").with_effective_state(today())
    if not user.has_role("secretariat"):
        found = found.filter(country__in=user.countries_as("coordinator"))
    if state:
        found = found.filter(effective=state, kind__in=MEMBER_KINDS)
    for word in fold_words(query).split()[:8]:
        found = found.filter(folded_text__contains=f" {word}")
    return found.order_by("sort_key", "id")
