"""Who belongs into the rooms of a call, and which of them somebody may read."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.models import Application, Assignment, Call, Partner
from grants.permissions import MANAGER_ROLES
from grants.states import ApplicationState, AssessmentState
from members.models import Affiliation, RoleGrant, User
from messaging.models import Room
from messaging.states import PRESENT

CONDUCT, ASSESSORS = "call", "assessors"


def room_key(call: Call, name: str) -> str:
    return f"grants.{name}:{call.pk}"


def room_links(call: Call, user: Any) -> list[tuple[str, str]]:
    """Label and address of each room of the call that `user` may read, as those who were let in may. One query."""
    labels = {room_key(call, CONDUCT): _("Room of the call"), room_key(call, ASSESSORS): _("Room of its assessors")}
    mine = Room.objects.filter(participations__person=user, participations__state__in=PRESENT)
    return [
        (labels[key], reverse("room", kwargs={"slug": slug}))
        for key, slug in mine.filter(key__in=labels).order_by("pk").values_list("key", "slug")
    ]


def rooms_of_calls(user: Any) -> list[Room]:
    """The open rooms of calls that `user` is in, newest first. One query."""
    mine = Room.objects.current().filter(participations__person=user, participations__state__in=PRESENT)
    return list(mine.filter(key__startswith=f"grants.{CONDUCT}:").order_by("-pk"))


def conductors(call: Call) -> QuerySet[User]:
    """Those who run calls, and the coordinators of the call's countries.

    SECURITY: nobody who is asked to assess in this call or was, and nobody of an applicant or a partner.
    """
    country_of = call.countries.through.objects.filter(call=call).values("country")
    roles = RoleGrant.objects.current(timezone.now()).filter(
        Q(role__in=MANAGER_ROLES) | Q(role="coordinator", country__in=country_of)
    )
    found = User.objects.filter(pk__in=roles.values("person"), is_active=True)
    return found.exclude(pk__in=asked(call)).exclude(pk__in=tied(call))


def heard_assessors(call: Call) -> QuerySet[User]:
    """Assessors whose assessment counts and who had no conflict anywhere in the call, since all of it is talked of."""
    heard = Assignment.objects.standing().filter(
        application__call=call, assessment__state=AssessmentState.SUBMITTED, assessor__isnull=False
    )
    conflicted = Assignment.objects.filter(application__call=call, conflict_at__isnull=False, assessor__isnull=False)
    found = User.objects.filter(pk__in=heard.values("assessor"), is_active=True)
    return found.exclude(pk__in=conflicted.values("assessor")).exclude(pk__in=tied(call))


def asked(call: Call) -> QuerySet:
    return Assignment.objects.filter(application__call=call, assessor__isnull=False).values("assessor")


def tied(call: Call) -> QuerySet:
    """People of the organisations that apply in the call, drafts included, or are partners in an application."""
    applying = Application.objects.filter(call=call).exclude(state=ApplicationState.WITHDRAWN)
    together = Partner.objects.filter(call=call, is_standing=True)
    return (
        Affiliation.objects.current(timezone.now())
        .filter(
            Q(organisation__in=applying.order_by().values("organisation"))
            | Q(organisation__in=together.order_by().values("organisation"))
        )
        .values("person")
    )
