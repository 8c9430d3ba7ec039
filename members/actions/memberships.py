"""What changes an organisation's standing: periods, renewal, suspension, the end of a membership and the way back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.days import a_year_from, days_from, today
from members.declarations import CURRENT
from members.emails import tell_representatives
from members.models import Membership, MembershipReminder, Organisation, Suspension
from members.queries.organisations import next_period, standing_of
from members.states import GRACE_DAYS, RENEWABLE, ReminderStage, reminder_stage
from network.core import audit
from network.core.errors import DomainError

from .organisations import locked, refresh_listing


@transaction.atomic
def add_membership(
    organisation: Organisation, *, by: Any, valid_from: date | None = None, valid_until: date | None = None
) -> Membership:
    """Let the organisation be a member for a period; by default a year, from the end of its last one or from today.

    Raises DomainError when the period overlaps another of the same organisation, or when the membership has ended.
    """
    return begin_period(locked(organisation), by=by, valid_from=valid_from, valid_until=valid_until)


@transaction.atomic
def renew_membership(organisation: Organisation, *, by: Any, declarations_version: str = CURRENT) -> Membership:
    """A representative renews for a year by confirming what was declared on joining.

    Possible from the day it is due to the last day of grace; afterwards, and while suspended, the coordinator is asked.
    """
    organisation = locked(organisation)
    if standing_of(organisation).state not in RENEWABLE:
        raise DomainError(_("The membership cannot be renewed here now. Ask the coordinator of your country."))
    return begin_period(organisation, by=by, declarations_version=declarations_version)


def begin_period(
    organisation: Organisation,
    *,
    by: Any,
    valid_from: date | None = None,
    valid_until: date | None = None,
    declarations_version: str = "",
) -> Membership:
    """The new period of an organisation whose row the caller has locked."""
    if organisation.terminated_on is not None:
        raise DomainError(_("This membership has ended. Readmit the organisation first."))
    begin = valid_from or next_period(organisation)[0]
    end = valid_until or a_year_from(begin)
    if organisation.memberships.overlapping(begin, end).exists():
        raise DomainError(_("The organisation is a member in a part of this period already."))
    membership = Membership.objects.create(
        organisation=organisation,
        valid_from=begin,
        valid_until=end,
        decided_by=by,
        declarations_version=declarations_version,
    )
    refresh_listing(organisation)
    audit.record("membership.begun", organisation, by=by, after={"from": str(begin), "until": str(end)})
    return membership


@transaction.atomic
def suspend_organisation(organisation: Organisation, *, reason: str, by: Any) -> Suspension:
    """Set the membership aside at once, whatever its dates say, and take the organisation out of everything public."""
    if not reason.strip():
        raise DomainError(_("Say why the organisation is suspended."))
    organisation = locked(organisation)
    if organisation.suspensions.in_force().exists():
        raise DomainError(_("The organisation is suspended already."))
    suspension = Suspension.objects.create(organisation=organisation, reason=reason.strip(), imposed_by=by)
    refresh_listing(organisation)
    audit.record("organisation.suspended", organisation, by=by, reason=suspension.reason)
    tell_representatives(organisation, "membership_suspended", reason=suspension.reason)
    return suspension


@transaction.atomic
def lift_suspension(organisation: Organisation, *, reason: str = "", by: Any) -> Organisation:
    """Let the dates count again."""
    organisation = locked(organisation)
    lifted = organisation.suspensions.in_force().update(lifted_at=timezone.now(), lifted_by=by)
    if not lifted:
        raise DomainError(_("The organisation is not suspended."))
    refresh_listing(organisation)
    audit.record("organisation.reinstated", organisation, by=by, reason=reason)
    tell_representatives(organisation, "membership_reinstated")
    return organisation


@transaction.atomic
def terminate_membership(organisation: Organisation, *, reason: str, by: Any, on: date | None = None) -> Organisation:
    """End the membership from the day `on` (today), for good: by the network's decision or at the member's wish."""
    if not reason.strip():
        raise DomainError(_("Say why the membership ends."))
    day = on or today()
    if day < today():
        raise DomainError(_("A membership cannot end in the past. Choose today or a later day."))
    organisation = locked(organisation)
    if organisation.terminated_on is not None:
        raise DomainError(_("The end of this membership has been decided already."))
    organisation.terminated_on = day
    organisation.save(update_fields=["terminated_on"])
    refresh_listing(organisation)
    audit.record("membership.ended", organisation, by=by, reason=reason.strip(), after={"on": str(day)})
    tell_representatives(organisation, "membership_ended", reason=reason.strip(), day=day)
    return organisation


@transaction.atomic
def readmit_organisation(organisation: Organisation, *, reason: str, by: Any) -> Organisation:
    """Take the end back; the periods count again, and a new one can be given."""
    if not reason.strip():
        raise DomainError(_("Say why the organisation is readmitted."))
    organisation = locked(organisation)
    if organisation.terminated_on is None:
        raise DomainError(_("This membership has not ended."))
    before = str(organisation.terminated_on)
    organisation.terminated_on = None
    organisation.save(update_fields=["terminated_on"])
    refresh_listing(organisation)
    audit.record("membership.readmitted", organisation, by=by, reason=reason.strip(), before={"on": before})
    return organisation


@transaction.atomic
def remind_of_end(organisation: Organisation, *, day: date | None = None) -> ReminderStage | None:
    """Tell the representatives that the last period ends, or has ended; each stage of each period once.

    Gives the stage that was told now, None when there was nothing new to tell.
    """
    organisation = locked(organisation)
    day = day or today()
    last = organisation.memberships.order_by("-valid_until").first()
    if last is None:
        return None
    standing = standing_of(organisation, day)
    stage = reminder_stage(standing.state, until=last.valid_until, today=day)
    if stage is None or not MembershipReminder.objects.get_or_create(membership=last, stage=stage)[1]:
        return None
    tell_representatives(
        organisation,
        "membership_reminder",
        link_to="organisation-renew",
        stage=str(stage),
        until=last.valid_until,
        grace_until=days_from(last.valid_until, GRACE_DAYS),
    )
    return stage
