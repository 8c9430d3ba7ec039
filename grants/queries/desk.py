"""What the desk shows of calls and applications: figures, lists, one application with its history."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grants.models import Application, Award, Call, CallPage
from grants.states import PUBLIC_PHASE, TONE, UNDER_WAY, ApplicationState
from network.core.audit import history
from network.core.charts import BarChart, Point, Series
from network.core.languages import localized
from network.core.models import Country

from .calls import CallItem

MONEY: DecimalField = DecimalField(max_digits=16, decimal_places=2)


@dataclass(frozen=True)
class CallFigures:
    """One call on the desk: how many applications stand where, and how much of the envelope has been given."""

    item: CallItem
    drafts: int = 0
    received: int = 0
    waiting: int = 0
    awarded: Decimal = Decimal(0)

    @property
    def left(self) -> Decimal:
        return (self.item.terms.envelope or Decimal(0)) - self.awarded


def calls_with_figures() -> QuerySet[Call]:
    """Calls with `drafts`, `received`, `waiting` and `awarded`."""
    given = (
        Award.objects.filter(call=OuterRef("pk")).order_by().values("call").annotate(sum=Sum("amount")).values("sum")
    )
    return Call.objects.annotate(
        drafts=Count("applications", filter=Q(applications__state=ApplicationState.DRAFT)),
        received=Count("applications", filter=Q(applications__submitted_at__isnull=False)),
        waiting=Count("applications", filter=Q(applications__state__in=UNDER_WAY)),
        awarded=Coalesce(Subquery(given, output_field=MONEY), Value(Decimal(0)), output_field=MONEY),
    )


def desk_calls() -> QuerySet[CallPage]:
    """Every call page, published or not, one per call, newest deadline first: for pagination, then `with_figures`."""
    pages = localized(CallPage.objects.all(), get_language()).select_related("locale")
    return pages.order_by(F("closes_at").desc(nulls_first=True), "-pk")


def with_figures(pages: list[CallPage], now: datetime) -> list[CallFigures]:
    """The pages of one screen with their calls and figures. One query."""
    keys = [page.translation_key for page in pages]
    calls = {call.translation_key: call for call in calls_with_figures().filter(translation_key__in=keys)}
    return [figures_of(page, calls.get(page.translation_key), now) for page in pages]


def figures_of(page: CallPage, call: Any, now: datetime) -> CallFigures:
    item = CallItem(page, call, now)
    return CallFigures(item, call.drafts, call.received, call.waiting, call.awarded) if call else CallFigures(item)


def by_country(call: Call) -> BarChart:
    """Drafts and received applications by country, every country of the call with its 0."""
    rows = Application.objects.filter(call=call).exclude(state=ApplicationState.WITHDRAWN, submitted_at=None)
    counts = {
        row["country"]: row
        for row in rows.order_by()
        .values("country")
        .annotate(
            drafts=Count("pk", filter=Q(submitted_at__isnull=True)),
            received=Count("pk", filter=Q(submitted_at__isnull=False)),
        )
    }
    countries = list(Country.objects.filter(Q(calls=call) | Q(pk__in=list(counts))).distinct())

    def series(label: str, name: str) -> Series:
        return Series(label, [Point(country.name, counts.get(country.pk, {}).get(name, 0)) for country in countries])

    return BarChart(
        _("Applications by country"),
        [series(_("Received"), "received"), series(_("Drafts"), "drafts")],
        _("applications"),
        axis=_("Country"),
    )


def by_state(call: Call) -> list[tuple[str, str, int]]:
    """State, label and number of the received applications, in the order of the process; empty states left out."""
    rows = Application.objects.filter(call=call).received().order_by().values("state").annotate(number=Count("pk"))
    numbers = {row["state"]: row["number"] for row in rows}
    return [(state.value, str(state.label), numbers[state]) for state in ApplicationState if state in numbers]


def received_applications(call: Call, *, state: str = "", country: str = "") -> QuerySet[Application]:
    """The list of a call, in the order of arrival, narrowed by state and country."""
    found = Application.objects.filter(call=call).received().for_list().order_by("submitted_at", "pk")
    if state:
        found = found.filter(state=state)
    return found.filter(country=country) if country else found


def phases(application: Application) -> list[dict[str, Any]]:
    """The way of an application as its applicant may read it: public names and times, no names of people."""
    items = [{"at": application.started_at, "title": PUBLIC_PHASE[ApplicationState.DRAFT], "tone": "neutral"}]
    for entry in history(application).exclude(after={}).order_by("at", "pk"):
        state = entry.after.get("state")
        if state and entry.before.get("state") and PUBLIC_PHASE[state] != items[-1]["title"]:
            items.append({"at": entry.at, "title": PUBLIC_PHASE[state], "tone": TONE.get(state, "info")})
    return items


def log(application: Application) -> list[dict[str, Any]]:
    """The whole history for the desk: who did what, when and why."""
    labels = dict(ApplicationState.choices)
    return [
        {
            "at": entry.at,
            "title": labels.get(entry.after.get("state", ""), verb_label(entry.verb)),
            "text": " — ".join(filter(None, (entry.actor_name, entry.reason))),
            "tone": TONE.get(entry.after.get("state", ""), ""),
        }
        for entry in history(application)
    ]


def verb_label(verb: str) -> str:
    labels = {
        "application.started": _("Started"),
        "application.file_attached": _("File attached"),
        "application.file_removed": _("File removed"),
        "application.eligibility_checked": _("Eligibility checked"),
        "application.assessor_assigned": _("Assessor assigned"),
        "application.no_conflict_declared": _("Assessor declared to have no conflict"),
        "application.conflict_declared": _("Assessor declared a conflict"),
        "application.assessor_released": _("Assessor released"),
    }
    return labels.get(verb, verb)
