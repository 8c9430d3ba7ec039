"""What the desk shows of calls and applications: figures, lists, one application with its history."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grants.models import Application, Call, CallPage
from grants.states import PUBLIC_PHASE, TONE, UNDER_WAY, ApplicationState
from network.core.audit import history
from network.core.languages import localized

from .calls import CallItem


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
    """Calls with `drafts`, `received` and `waiting`."""
    return Call.objects.annotate(
        drafts=Count("applications", filter=Q(applications__state=ApplicationState.DRAFT)),
        received=Count("applications", filter=Q(applications__submitted_at__isnull=False)),
        waiting=Count("applications", filter=Q(applications__state__in=UNDER_WAY)),
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
    return (
        CallFigures(item, call.drafts, call.received, call.waiting, call.awarded_total) if call else CallFigures(item)
    )


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
    """The whole history for the desk: who did what, when and why. One query."""
    states, verbs = {state.value: str(state.label) for state in ApplicationState}, verb_labels()
    entries = history(application).values_list("at", "verb", "actor_name", "reason", "after")
    return [
        {
            "at": at,
            "title": states.get(after.get("state", "")) or verbs.get(verb, verb),
            "text": " — ".join(filter(None, (who, why))),
            "tone": TONE.get(after.get("state", ""), ""),
        }
        for at, verb, who, why, after in entries
    ]


def verb_labels() -> dict[str, str]:
    return {
        "application.started": _("Started"),
        "application.file_attached": _("File attached"),
        "application.file_removed": _("File removed"),
        "application.eligibility_checked": _("Eligibility checked"),
        "application.assessor_assigned": _("Assessor assigned"),
        "application.no_conflict_declared": _("Assessor declared to have no conflict"),
        "application.conflict_declared": _("Assessor declared a conflict"),
        "application.assessor_released": _("Assessor released"),
        "application.complaint": _("Complaint filed"),
        "application.complaint_answered": _("Complaint answered"),
    }
