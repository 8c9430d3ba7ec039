"""What the desk shows of all agreements together."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.agreement_states import AgreementState, InstalmentState
from grants.models import Agreement, Instalment, Report
from grants.money import ZERO


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


def figures() -> dict[str, Any]:
    """Sums over all signed agreements. One query."""
    signed = ~Q(state=AgreementState.DRAFT)
    found = Agreement.objects.filter(call__is_practice=False).aggregate(
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
