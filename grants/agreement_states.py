"""Where agreements, instalments, reports and their expenditures stand, and the changes that may happen."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementState(models.TextChoices):
    """Prepared by the network, binding once both have signed, over when closed or terminated."""

    DRAFT = "draft", _("Being prepared")
    IN_FORCE = "in_force", _("In force")
    CLOSED = "closed", _("Closed")
    TERMINATED = "terminated", _("Terminated")


class InstalmentState(models.TextChoices):
    PLANNED = "planned", _("Condition not met yet")
    RELEASED = "released", _("To be paid")
    PAID = "paid", _("Paid")
    CANCELLED = "cancelled", _("Cancelled")


class Condition(models.TextChoices):
    """What an instalment waits for."""

    SIGNATURE = "signature", _("Signature of the agreement")
    REPORT = "report", _("Approval of a report")
    OTHER = "other", _("Another condition")


class ReportState(models.TextChoices):
    DRAFT = "draft", _("To be written")
    SUBMITTED = "submitted", _("Submitted")
    CLARIFICATION = "clarification", _("Clarification asked")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")


class Verdict(models.TextChoices):
    """What the review says of one expenditure."""

    OPEN = "open", _("Not reviewed")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")


class PaidFrom(models.TextChoices):
    """Whose money an expenditure was paid with."""

    GRANT = "grant", _("The grant")
    OWN = "own", _("Own share")


class PaymentKind(models.TextChoices):
    INSTALMENT = "instalment", _("Instalment")
    BALANCE = "balance", _("Balance")
    RECOVERY = "recovery", _("Returned by the grantee")


S, R = AgreementState, ReportState

AGREEMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.IN_FORCE}),
    S.IN_FORCE: frozenset({S.CLOSED, S.TERMINATED}),
    S.CLOSED: frozenset(),
    S.TERMINATED: frozenset({S.CLOSED}),
}

INSTALMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    InstalmentState.PLANNED: frozenset({InstalmentState.RELEASED, InstalmentState.CANCELLED}),
    InstalmentState.RELEASED: frozenset({InstalmentState.PAID, InstalmentState.CANCELLED}),
    InstalmentState.PAID: frozenset(),
    InstalmentState.CANCELLED: frozenset(),
}

REPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    R.DRAFT: frozenset({R.SUBMITTED}),
    R.SUBMITTED: frozenset({R.CLARIFICATION, R.APPROVED, R.REJECTED}),
    R.CLARIFICATION: frozenset({R.SUBMITTED, R.REJECTED}),
    R.APPROVED: frozenset(),
    R.REJECTED: frozenset({R.SUBMITTED}),
}
"""A rejected report may be corrected and handed in again until the agreement is closed; each version is kept."""

SIGNED = frozenset({S.IN_FORCE, S.CLOSED, S.TERMINATED})
"""The grantee sees it."""

REPORTED_UNDER = frozenset({S.IN_FORCE, S.TERMINATED})
"""Reports are still written: also what was spent before a termination is accounted for."""

WITH_GRANTEE = frozenset({R.DRAFT, R.CLARIFICATION, R.REJECTED})
"""The grantee may write the report."""

AWAITED = frozenset({R.DRAFT, R.CLARIFICATION})
"""The grantee owes the network this report; handing in a rejected one again is a right and no duty."""

DECIDED = frozenset({R.APPROVED, R.REJECTED})

AGREEMENT_TONE: dict[str, str] = {S.DRAFT: "neutral", S.IN_FORCE: "good", S.CLOSED: "neutral", S.TERMINATED: "bad"}
INSTALMENT_TONE: dict[str, str] = {"planned": "neutral", "released": "warn", "paid": "good", "cancelled": "neutral"}
REPORT_TONE: dict[str, str] = {
    R.DRAFT: "neutral",
    R.SUBMITTED: "info",
    R.CLARIFICATION: "warn",
    R.APPROVED: "good",
    R.REJECTED: "bad",
}
VERDICT_TONE: dict[str, str] = {"open": "neutral", "accepted": "good", "refused": "bad"}
