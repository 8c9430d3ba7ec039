"""States of what this app keeps, their named groups and the changes that may happen."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventState(models.TextChoices):
    """Where an event stands between being announced and being over."""

    SCHEDULED = "scheduled", _("Scheduled")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")
    DONE = "done", _("Took place")


E = EventState

AHEAD = frozenset({E.SCHEDULED, E.POSTPONED})
"""Events that are still to come, now or on a day to be named."""

EVENT_TRANSITIONS: dict[str, frozenset[str]] = {
    E.SCHEDULED: frozenset({E.POSTPONED, E.CANCELLED, E.DONE}),
    E.POSTPONED: frozenset({E.SCHEDULED, E.CANCELLED}),
    E.CANCELLED: frozenset(),
    E.DONE: frozenset(),
}


class RegistrationState(models.TextChoices):
    """Where one person's wish to take part stands."""

    SUBMITTED = "submitted", _("Submitted")
    PENDING_REVIEW = "pending_review", _("Waiting for a decision")
    ACCEPTED = "accepted", _("Selected")
    REJECTED = "rejected", _("Not selected")
    WAITLISTED = "waitlisted", _("On the waiting list")
    OFFERED = "offered", _("Offered a seat")
    CONFIRMED = "confirmed", _("Confirmed")
    EXPIRED = "expired", _("Offer expired")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")
    ATTENDED = "attended", _("Attended")
    NO_SHOW = "no_show", _("Did not come")


R = RegistrationState

TAKES_SEAT = frozenset({R.ACCEPTED, R.OFFERED, R.CONFIRMED, R.ATTENDED, R.NO_SHOW})
"""Registrations that fill a seat; together they never exceed the capacity."""

TO_ANSWER = frozenset({R.ACCEPTED, R.OFFERED})
"""A seat is kept for the person, who still has to say yes."""

TAKES_PART = frozenset({R.CONFIRMED, R.ATTENDED})
"""Who may see the online link and has the event in their own calendar."""

OPEN = frozenset({R.SUBMITTED, R.PENDING_REVIEW, R.ACCEPTED, R.WAITLISTED, R.OFFERED, R.CONFIRMED})
"""Registrations that the person or the organiser can still give up."""

ACTIVE = OPEN | {R.ATTENDED, R.NO_SHOW}
"""A person has at most one of these for an event."""

REGISTRATION_TRANSITIONS: dict[str, frozenset[str]] = {
    R.SUBMITTED: frozenset({R.PENDING_REVIEW, R.CONFIRMED, R.WAITLISTED, R.CANCELLED}),
    R.PENDING_REVIEW: frozenset({R.ACCEPTED, R.REJECTED, R.WAITLISTED, R.CANCELLED}),
    R.ACCEPTED: frozenset({R.CONFIRMED, R.DECLINED, R.CANCELLED}),
    R.REJECTED: frozenset(),
    R.WAITLISTED: frozenset({R.OFFERED, R.CANCELLED}),
    R.OFFERED: frozenset({R.CONFIRMED, R.EXPIRED, R.DECLINED, R.CANCELLED}),
    R.CONFIRMED: frozenset({R.ATTENDED, R.NO_SHOW, R.CANCELLED}),
    R.EXPIRED: frozenset(),
    R.DECLINED: frozenset(),
    R.CANCELLED: frozenset(),
    R.ATTENDED: frozenset({R.NO_SHOW}),  # a slip of the finger at the door is corrected, not undone
    R.NO_SHOW: frozenset({R.ATTENDED}),
}


class CertificateState(models.TextChoices):
    """Whether a certificate still holds."""

    ISSUED = "issued", _("Valid")
    REPLACED = "replaced", _("Replaced by a newer one")
    REVOKED = "revoked", _("Revoked")


CERTIFICATE_TRANSITIONS: dict[str, frozenset[str]] = {
    CertificateState.ISSUED: frozenset({CertificateState.REPLACED, CertificateState.REVOKED}),
    CertificateState.REPLACED: frozenset(),
    CertificateState.REVOKED: frozenset(),
}
