"""Who can assess, what ties them have, and how much they have to read."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.distribution import Plan, Reader, ToRead, distribute
from grants.models import Application, Assignment, Call, Partner
from grants.permissions import MANAGER_ROLES
from grants.states import ApplicationState, AssessmentState
from members.models import Affiliation, RoleGrant, User

from .ranking import ranking_of


def assessors() -> QuerySet[User]:
    """People who hold the role now."""
    current = RoleGrant.objects.current(timezone.now()).filter(role="assessor")
    return User.objects.filter(pk__in=current.values("person"), is_active=True).order_by("full_name", "pk")


def see_too_much(call: Call) -> QuerySet:
    """People who cannot assess in the call: those who run calls see everybody's scores before they have given theirs.

    In a call without names neither can the coordinators of its countries, who talk about it with those who see the names.
    """
    kept = Q(role__in=MANAGER_ROLES)
    if call.is_anonymous:
        countries = call.countries.through.objects.filter(call=call).values("country")
        kept |= Q(role="coordinator", country__in=countries)
    return RoleGrant.objects.current(timezone.now()).filter(kept).values("person")


def readers_for(call: Call) -> list[Reader]:
    """All assessors with their load in this call and their ties, past affiliations included. Three queries."""
    open_here = Q(
        grant_assignments__application__call=call,
        grant_assignments__conflict_at=None,
        grant_assignments__released_at=None,
    )
    possible = assessors().exclude(pk__in=see_too_much(call))
    people = list(possible.annotate(load=Count("grant_assignments", filter=open_here)))
    ties = defaultdict(set)
    countries = defaultdict(set)
    for person, organisation, country in Affiliation.objects.filter(person__in=people).values_list(
        "person_id", "organisation_id", "organisation__country_id"
    ):
        ties[person].add(organisation)
        countries[person].add(country)
    roles = RoleGrant.objects.current(timezone.now()).filter(country__isnull=False)
    for person, country in roles.filter(person__in=people).values_list("person_id", "country_id"):
        countries[person].add(country)
    return [
        Reader(person.pk, str(person), person.load, frozenset(ties[person.pk]), frozenset(countries[person.pk]))
        for person in people
    ]


def to_read(call: Call) -> list[ToRead]:
    """Applications in assessment with the number of readers still missing, one more where the scores dispute."""
    together = partners_of(call)
    standing, ever = defaultdict(int), defaultdict(set)
    for application, assessor, conflict, released in Assignment.objects.filter(application__call=call).values_list(
        "application_id", "assessor_id", "conflict_at", "released_at"
    ):
        ever[application].add(assessor)
        standing[application] += conflict is None and released is None
    rows = Application.objects.filter(call=call, state=ApplicationState.ASSESSMENT).order_by("number")
    disputed = {row.entry.key for row in ranking_of(call).rows if row.is_disputed}
    return [
        ToRead(
            pk,
            number,
            frozenset({organisation, *together[pk]}),
            country,
            max(0, call.assessors_needed + (number in disputed) - standing[pk]),
            frozenset(ever[pk]),
        )
        for pk, number, organisation, country in rows.values_list("pk", "number", "organisation_id", "country_id")
    ]


def partners_of(call: Call) -> dict[int, set[int]]:
    found = defaultdict(set)
    for application, organisation in Partner.objects.filter(call=call).values_list("application_id", "organisation_id"):
        found[application].add(organisation)
    return found


def plan_for(call: Call, applications: list[ToRead] | None = None, readers: list[Reader] | None = None) -> Plan:
    return distribute(
        to_read(call) if applications is None else applications,
        readers_for(call) if readers is None else readers,
        avoid_own_country=call.avoids_own_country,
    )


@dataclass(frozen=True)
class ReaderFigures:
    """What one assessor has done and still has to do in a call."""

    reader: Reader
    planned: int = 0
    submitted: int = 0
    declared: bool = False
    late: int = 0

    @property
    def after(self) -> int:
        return self.reader.load + self.planned


def reader_figures(call: Call, readers: list[Reader], plan: Plan) -> list[ReaderFigures]:
    """Two queries."""
    today = timezone.localdate()
    standing = Assignment.objects.standing().filter(application__call=call)
    counted = {
        row["assessor"]: row
        for row in standing.order_by()
        .values("assessor")
        .annotate(
            submitted=Count("pk", filter=Q(assessment__state=AssessmentState.SUBMITTED)),
            late=Count("pk", filter=Q(due_on__lt=today) & ~Q(assessment__state=AssessmentState.SUBMITTED)),
        )
    }
    declared = set(call.assessor_declarations.values_list("assessor_id", flat=True))
    planned = defaultdict(int)
    for _application, reader in plan.pairs:
        planned[reader] += 1
    return [
        ReaderFigures(
            reader,
            planned[reader.key],
            counted.get(reader.key, {}).get("submitted", 0),
            reader.key in declared,
            counted.get(reader.key, {}).get("late", 0),
        )
        for reader in readers
    ]


def reason_against_assessor(application: Application, assessor: Any) -> str:
    """Why this person must not assess the application; empty when they may."""
    reader = next((one for one in readers_for(application.call) if one.key == assessor.pk), None)
    if reader is None and assessor.has_role("assessor"):
        return _("This person runs calls, or talks about this one with those who do, and sees too much to judge alone.")
    if reader is None:
        return _("This person is not an assessor of the network.")
    partners = application.partners.values_list("organisation_id", flat=True)
    if reader.organisations & {application.organisation_id, *partners}:
        return _("This person belongs, or belonged, to the applicant or a partner.")
    if application.call.avoids_own_country and application.country_id in reader.countries:
        return _("In this call nobody assesses applications from their own country.")
    return ""
