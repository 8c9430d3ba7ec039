"""What an application still lacks, what has happened to it, and what waits at the desk."""

from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.checklist import BY_PURPOSE, WITH_DOCUMENT
from members.models import MembershipApplication
from members.states import CLOSED, DECIDED, WITH_COORDINATOR, ApplicationState
from network.core import audit
from network.core.charts import BarChart, Point, Series
from network.core.models import AuditEntry, PrivateFile


@dataclass(frozen=True)
class Missing:
    """Something without which an application cannot be handed in, and the step where it is asked for."""

    step: str
    sentence: Promise


def missing_parts(application: MembershipApplication) -> list[Missing]:
    """What must still be filled in, in the order of the steps."""
    found: list[Missing] = []
    if not application.name:
        found.append(Missing("organisation", _("Write the organisation’s name.")))
    if not application.register_key:  # signs alone are no number, and would pass by the rule that it is unique
        found.append(Missing("organisation", _("Write the register number.")))
    if not application.municipality_id:
        found.append(Missing("organisation", _("Choose the municipality of the seat.")))
    if not application.themes.exists():
        found.append(Missing("work", _("Choose at least one theme.")))
    if not application.target_groups.exists():
        found.append(Missing("work", _("Choose at least one target group.")))
    if not any(application.summaries.values()):
        found.append(Missing("work", _("Describe the organisation in a few sentences, in one language at least.")))
    if any(not claim.is_complete for _service, claim in application.claimed_licences()):
        found.append(Missing("licences", _("Say for each service whether you have the licence it needs.")))
    if not (application.email or application.phone):
        found.append(Missing("contact", _("Give an e-mail address or a phone number that the public may use.")))
    if not application.applicant_title:
        found.append(Missing("contact", _("Say what your position in the organisation is.")))
    held = {document.purpose for document in documents_of(application)}
    for item in WITH_DOCUMENT:
        if item.purpose not in held:
            found.append(Missing("documents", format_lazy(_("Add the document “{name}”."), name=item.document)))
    return found


def documents_of(application: MembershipApplication) -> list[PrivateFile]:
    """All documents of the application, in the order of the checklist."""
    files = PrivateFile.objects.filter(
        owner_type=application._meta.label_lower, owner_id=str(application.pk), purpose__in=BY_PURPOSE
    )
    places = {purpose: place for place, purpose in enumerate(BY_PURPOSE)}
    return sorted(files, key=lambda file: (places[file.purpose], file.uploaded_at))


# --- What happened ------------------------------------------------------------------------------------------------

TITLES = {
    "started": (_("Draft begun"), ""),
    "submitted": (_("Handed in"), "info"),
    "under_verification": (_("Verification began"), "info"),
    "needs_info": (_("Information requested"), "warn"),
    "approved": (_("Approved"), "good"),
    "rejected": (_("Rejected"), "bad"),
    "withdrawn": (_("Withdrawn"), ""),
    "lapsed": (_("Closed because nothing happened for a long time"), ""),
    "endorsed": (_("Endorsed by a member"), "good"),
    "taken_over": (_("A colleague goes on with it"), ""),
}


@dataclass(frozen=True)
class Happening:
    """One line of the story that the applicant reads."""

    at: datetime
    title: Promise | str
    text: str = ""
    tone: str = ""


def story_of(application: MembershipApplication) -> list[Happening]:
    """What the applicant may know of the application's way, oldest first. Checks and notes are the desk's own."""
    entries = audit.history(application).order_by("at", "id")
    return [happening for entry in entries if (happening := as_happening(entry))]


def as_happening(entry: AuditEntry) -> Happening | None:
    known = TITLES.get(entry.verb.partition(".")[2])
    return Happening(entry.at, known[0], entry.reason, known[1]) if known else None


# --- The desk -----------------------------------------------------------------------------------------------------


def queue(user: Any, *, group: str = "waiting", country: str = "") -> QuerySet[MembershipApplication]:
    """The applications that `user` works on, longest waiting first; `group` is waiting, asked or closed."""
    cases = MembershipApplication.objects.with_coordinators(user).order_by("submitted_at", "id")
    if country:
        cases = cases.filter(country=country)
    if group == "asked":
        cases = cases.filter(state=ApplicationState.NEEDS_INFO)
    elif group == "closed":
        cases = cases.filter(Q(state__in=CLOSED)).order_by("-submitted_at", "-id")
    else:
        cases = cases.awaiting_coordinator()
    return cases.select_related("country", "municipality", "applicant", "verifier").annotate(
        passed=Count("checklist", filter=Q(checklist__verdict="passed"))
    )


def queue_counts(user: Any) -> dict[str, int]:
    """How many applications lie in each group of the queue, in one query."""
    return MembershipApplication.objects.with_coordinators(user).aggregate(
        waiting=Count("pk", filter=Q(state__in=WITH_COORDINATOR)),
        asked=Count("pk", filter=Q(state=ApplicationState.NEEDS_INFO)),
        closed=Count("pk", filter=Q(state__in=CLOSED)),
    )


@dataclass(frozen=True)
class CountryStatistics:
    """How a country deals with the applications made to it."""

    country: str
    waiting: int
    approved: int
    rejected: int
    median_days: float | None


def statistics(user: Any) -> list[CountryStatistics]:
    """Per country of the user: what waits, what was decided, and the median of days from handing in to decision."""
    rows = MembershipApplication.objects.with_coordinators(user).values_list(
        "country", "state", "submitted_at", "decided_at"
    )
    by_country: dict[str, list[tuple[Any, Any, Any]]] = {}
    for country, state, submitted_at, decided_at in rows:
        by_country.setdefault(country, []).append((state, submitted_at, decided_at))
    return [
        CountryStatistics(
            country=country,
            waiting=sum(state in WITH_COORDINATOR for state, _s, _d in cases),
            approved=sum(state == ApplicationState.APPROVED for state, _s, _d in cases),
            rejected=sum(state == ApplicationState.REJECTED for state, _s, _d in cases),
            median_days=median_days([(end - begin).total_seconds() for state, begin, end in cases if state in DECIDED]),
        )
        for country, cases in sorted(by_country.items())
    ]


def median_days(seconds: list[float]) -> float | None:
    return round(median(seconds) / 86400, 1) if seconds else None


def days_chart(rows: list[tuple[str, CountryStatistics]]) -> BarChart | None:
    """How long it takes from handing in to the decision, country by country; None before the first decision."""
    if not rows:
        return None
    points = [Point(name, row.median_days) for name, row in rows]
    return BarChart(
        gettext("From handing in to the decision"),
        [Series(gettext("Median"), points)],
        unit=gettext("days"),
        axis=gettext("Country"),
    )
