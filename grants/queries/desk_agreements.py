"""What the desk shows of all agreements together."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.agreement_permissions import followed_agreements
from grants.agreement_states import REPORTED_UNDER, AgreementState, InstalmentState
from grants.models import Agreement, Instalment, Report
from grants.money import ZERO

from .agreements import Due, due_under


@dataclass(frozen=True)
class Month:
    """The instalments expected in one month. Those of months gone by are gathered in the first, as late."""

    first: date
    is_past: bool
    items: list[Instalment] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return sum((item.amount for item in self.items), ZERO)


def by_month(today: date) -> list[Month]:
    """The calendar of unpaid instalments under agreements in force. One query."""
    unpaid = (
        Instalment.objects.filter(
            agreement__state=AgreementState.IN_FORCE,
            agreement__call__is_practice=False,
            state__in=[InstalmentState.PLANNED, InstalmentState.RELEASED],
        )
        .select_related("agreement__award", "agreement__organisation", "report")
        .order_by("due_on", "pk")
    )
    months: dict[date, Month] = {}
    this_month = today.replace(day=1)
    for item in unpaid:
        first = item.due_on.replace(day=1)
        key = date.min if first < this_month else first
        months.setdefault(key, Month(first, first < this_month)).items.append(item)
    return list(months.values())


def figures(agreements: QuerySet[Agreement] | None = None) -> dict[str, Any]:
    """Sums over the signed ones of `agreements`, by default all. One query."""
    signed = ~Q(state=AgreementState.DRAFT)
    chosen = Agreement.objects.all() if agreements is None else agreements.order_by()
    found = chosen.filter(call__is_practice=False).aggregate(
        number=Count("pk", filter=signed),
        in_force=Count("pk", filter=Q(state=AgreementState.IN_FORCE)),
        agreed=Sum("amount", filter=signed),
        paid=Sum("paid", filter=signed),
    )
    agreed, paid = found["agreed"] or ZERO, found["paid"] or ZERO
    return {**found, "agreed": agreed, "paid": paid, "left": agreed - paid}


def reports_to_review() -> QuerySet[Report]:
    return Report.objects.awaiting_review().for_list().order_by("submitted_at", "pk")


def review_queue() -> tuple[str, str, int]:
    """The reports that wait for review: label, address and number, for the desk."""
    waiting = Report.objects.awaiting_review().filter(agreement__call__is_practice=False)
    return _("Reports to review"), reverse("desk-agreements"), waiting.count()


def followed_list(user: Any) -> QuerySet[Agreement]:
    return followed_agreements(Agreement.objects.for_list(), user)


def due_in_country(user: Any, today: date) -> list[Due]:
    """What is due under the grants that a coordinator follows. It leads nowhere: the pages behind are not theirs."""
    return [replace(item, url="") for item in due_under(followed_list(user), today)]


def country_queue(user: Any, today: date) -> tuple[str, str, int]:
    """The grants of a coordinator's country: label, address and how many reports are late, for the desk."""
    late = Report.objects.awaited().filter(
        agreement__in=followed_agreements(Agreement.objects.filter(state__in=REPORTED_UNDER), user).order_by(),
        due_on__lt=today,
    )
    return _("Grants in your country"), reverse("desk-grants-country"), late.count()
