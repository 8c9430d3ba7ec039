"""What assessors declare: impartiality for a call, no conflict for an application, or a conflict at any time."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grants.declarations import APPLICATION_VERSION, CALL_VERSION, FOR_CALL, wording
from grants.models import AssessorDeclaration, Assignment, Call
from grants.permissions import manager_people
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.transitions import locked_row


@transaction.atomic
def declare_for_call(call: Call, *, by: Any, now: datetime) -> AssessorDeclaration:
    """Promise impartiality and confidentiality for a call, in the present words. Doing it again changes nothing."""
    if not by.grant_assignments.filter(application__call=call).exists():
        raise NotAllowed(_("You are not asked to assess anything in this call."))
    declaration, created = AssessorDeclaration.objects.get_or_create(
        call=call,
        assessor=by,
        version=CALL_VERSION,
        defaults={
            "assessor_name": str(by)[:150],
            "language": get_language() or "en",
            "text": wording(FOR_CALL),
            "declared_at": now,
        },
    )
    if created:
        audit.record("call.assessor_declared", call, by=by, after={"version": CALL_VERSION})
    return declaration


@transaction.atomic
def declare_no_conflict(assignment: Assignment, *, by: Any, now: datetime) -> Assignment:
    """The assessor declares to have no conflict of interest, which opens the application for them."""
    locked = locked_row(assignment)
    if locked.assessor_id != by.pk or not locked.is_standing:
        raise NotAllowed(_("Only the assigned assessor can declare this, and a declared conflict stands."))
    call = locked.application.call
    if not AssessorDeclaration.objects.filter(call=call, assessor=by, version=CALL_VERSION).exists():
        raise DomainError(_("First confirm the declaration for the whole call."))
    if locked.declared_version != APPLICATION_VERSION:
        locked.declared_at, locked.declared_version = now, APPLICATION_VERSION
        locked.save(update_fields=["declared_at", "declared_version"])
        audit.record(
            "application.no_conflict_declared", locked.application, by=by, after={"version": APPLICATION_VERSION}
        )
    return locked


@transaction.atomic
def declare_conflict(assignment: Assignment, *, by: Any, reason: str, now: datetime) -> Assignment:
    """The assessor declares a conflict: from the commit on they read nothing of the application. It stands for good."""
    locked = locked_row(assignment)
    if locked.assessor_id != by.pk:
        raise NotAllowed(_("Only the assigned assessor can declare this."))
    if locked.conflict_at is None:
        locked.conflict_at, locked.conflict_reason = now, reason.strip()
        locked.save(update_fields=["conflict_at", "conflict_reason"])
        application = locked.application
        audit.record("application.conflict_declared", application, by=by, reason=reason)
        notify(
            manager_people(),
            "grants/mail/conflict",
            {"application": application, "assessor": locked.assessor_name},
            kind="grants_desk",
            link=f"/desk/grants/applications/{application.uuid}/",
        )
    return locked
