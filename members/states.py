"""States of what this app keeps, their named groups and the changes that may happen."""

from collections.abc import Sequence
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from .days import days_from


class ApplicationState(models.TextChoices):
    """Where a membership application stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    NEEDS_INFO = "needs_info", _("Information requested")
    UNDER_VERIFICATION = "under_verification", _("Being verified")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")


A = ApplicationState

WITH_APPLICANT = frozenset({A.DRAFT, A.NEEDS_INFO})
WITH_COORDINATOR = frozenset({A.SUBMITTED, A.UNDER_VERIFICATION})
OPEN = WITH_APPLICANT | WITH_COORDINATOR
HANDED_IN = frozenset({A.SUBMITTED, A.NEEDS_INFO, A.UNDER_VERIFICATION})
"""Open and known to the coordinator: of these, one organisation has at most one."""
DECIDED = frozenset({A.APPROVED, A.REJECTED})
CLOSED = DECIDED | {A.WITHDRAWN, A.LAPSED}

APPLICATION_TRANSITIONS: dict[str, frozenset[str]] = {
    A.DRAFT: frozenset({A.SUBMITTED, A.WITHDRAWN, A.LAPSED}),
    A.SUBMITTED: frozenset({A.UNDER_VERIFICATION, A.NEEDS_INFO, A.WITHDRAWN}),
    A.NEEDS_INFO: frozenset({A.SUBMITTED, A.WITHDRAWN, A.LAPSED}),
    A.UNDER_VERIFICATION: frozenset({A.NEEDS_INFO, A.APPROVED, A.REJECTED, A.WITHDRAWN}),
    A.APPROVED: frozenset(),
    A.REJECTED: frozenset(),
    A.WITHDRAWN: frozenset(),
    A.LAPSED: frozenset(),
}


class Verdict(models.TextChoices):
    """What the coordinator found on one line of the checklist."""

    OPEN = "open", _("Not checked yet")
    PASSED = "passed", _("In order")
    FAILED = "failed", _("Not in order")


class MembershipState(models.TextChoices):
    """What an organisation's membership amounts to on a given day. Never stored: it follows from dates."""

    PENDING = "pending", _("Not yet begun")
    ACTIVE = "active", _("Active")
    DUE = "due", _("Due for renewal")
    GRACE = "grace", _("In the period of grace")
    LAPSED = "lapsed", _("Lapsed")
    SUSPENDED = "suspended", _("Suspended")
    TERMINATED = "terminated", _("Ended")


IN_GOOD_STANDING = frozenset({MembershipState.ACTIVE, MembershipState.DUE, MembershipState.GRACE})
DUE_DAYS = 60
"""So many days before the last period ends, renewal is due."""
GRACE_DAYS = 30
"""So many days after it ended, the organisation still counts as a member."""

Period = tuple[date, date]


def effective_state(
    periods: Sequence[Period], *, suspended: bool, terminated_on: date | None, today: date
) -> MembershipState:
    """The one rule of standing: ended outranks suspended, and suspended outranks whatever the dates say."""
    if terminated_on is not None and terminated_on <= today:
        return MembershipState.TERMINATED
    if suspended:
        return MembershipState.SUSPENDED
    started = [until for begin, until in periods if begin <= today]
    if not started:
        return MembershipState.PENDING
    ended = max(started)
    if today <= ended:
        last = max(until for _begin, until in periods)
        return MembershipState.ACTIVE if last > days_from(today, DUE_DAYS) else MembershipState.DUE
    return MembershipState.GRACE if ended >= days_from(today, -GRACE_DAYS) else MembershipState.LAPSED


def good_until(periods: Sequence[Period], *, today: date, terminated_on: date | None = None) -> date | None:
    """The last day in good standing that is sure as of today; None when no period has begun.

    That is the last day of grace of the periods that follow one another from today on, or the eve of the end.
    """
    started = [until for begin, until in periods if begin <= today]
    if not started:
        return None
    end = days_from(max(started), GRACE_DAYS)
    for begin, until in sorted(periods):
        if today < begin <= days_from(end, 1):
            end = max(end, days_from(until, GRACE_DAYS))
    return end if terminated_on is None else min(end, days_from(terminated_on, -1))


class ReminderStage(models.TextChoices):
    """What the representatives are told about the end of a period, each once."""

    DUE = "due", _("Due for renewal")
    LAST_WEEK = "last_week", _("Ends within a week")
    GRACE = "grace", _("In the period of grace")
    LAPSED = "lapsed", _("Lapsed")


LAST_WEEK_DAYS = 7


def reminder_stage(state: MembershipState, *, until: date, today: date) -> ReminderStage | None:
    """What is to be said about a last period that ends on `until`, when the membership stands at `state`."""
    if state == MembershipState.DUE:
        return ReminderStage.LAST_WEEK if until <= days_from(today, LAST_WEEK_DAYS) else ReminderStage.DUE
    return {MembershipState.GRACE: ReminderStage.GRACE, MembershipState.LAPSED: ReminderStage.LAPSED}.get(state)


RENEWABLE = frozenset({MembershipState.DUE, MembershipState.GRACE})
"""While it stands at one of these, a representative renews by confirming the declarations; later the coordinator does."""


class LicenceState(models.TextChoices):
    """How far a provider has come with the licence that a service needs in a country."""

    NONE = "none", _("None")
    PREPARING = "preparing", _("Preparing the application")
    APPLIED = "applied", _("Applied for")
    LICENSED = "licensed", _("Licensed")
    REFUSED = "refused", _("Refused")
    EXPIRED = "expired", _("Expired")


def effective_licence_state(state: str, *, valid_until: date | None, today: date) -> LicenceState:
    """What is written down, but a licence whose last day has passed has expired, whether anybody noticed or not."""
    if state == LicenceState.LICENSED and valid_until is not None and valid_until < today:
        return LicenceState.EXPIRED
    return LicenceState(state)
