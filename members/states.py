"""States of what this app keeps, their named groups and the changes that may happen."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
CLOSED = frozenset({A.APPROVED, A.REJECTED, A.WITHDRAWN, A.LAPSED})

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
