"""Where an application stands, the named groups of states, and the changes that may happen."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ApplicationState(models.TextChoices):
    """Where an application stands, as those who run the call say it."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    ELIGIBILITY = "eligibility", _("Eligibility check")
    INELIGIBLE = "ineligible", _("Not eligible")
    ASSESSMENT = "assessment", _("Assessment")
    RANKED = "ranked", _("Ranked")
    PROVISIONALLY_SELECTED = "provisionally_selected", _("Provisionally selected")
    RESERVE = "reserve", _("Reserve list")
    REJECTED = "rejected", _("Rejected")
    DOCUMENT_CHECK = "document_check", _("Document check")
    AWARDED = "awarded", _("Awarded")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


A = ApplicationState

WITH_APPLICANT = frozenset({A.DRAFT})
"""The applicant may still write."""

IN_ELIGIBILITY = frozenset({A.SUBMITTED, A.ELIGIBILITY})
"""Waits for one of the two people who check eligibility."""

UNDER_WAY = frozenset(
    {A.SUBMITTED, A.ELIGIBILITY, A.ASSESSMENT, A.RANKED, A.PROVISIONALLY_SELECTED, A.RESERVE, A.DOCUMENT_CHECK}
)
"""Received, and the decision is still to come."""

TO_BE_DECIDED = frozenset({A.SUBMITTED, A.ELIGIBILITY, A.ASSESSMENT, A.RANKED})
"""Received, and the committee has not spoken yet."""

IN_RANKING = frozenset(
    {A.ASSESSMENT, A.RANKED, A.PROVISIONALLY_SELECTED, A.RESERVE, A.REJECTED, A.DOCUMENT_CHECK, A.AWARDED}
)
"""Found eligible and neither withdrawn nor declined: what a ranking of the call looks at."""

COMMITTED = frozenset({A.PROVISIONALLY_SELECTED, A.DOCUMENT_CHECK})
"""Counts against the envelope although nothing has been awarded yet."""

FINAL = frozenset({A.INELIGIBLE, A.REJECTED, A.AWARDED, A.DECLINED, A.WITHDRAWN})
"""Nothing follows."""

TRANSITIONS: dict[str, frozenset[str]] = {
    A.DRAFT: frozenset({A.SUBMITTED, A.WITHDRAWN}),
    A.SUBMITTED: frozenset({A.ELIGIBILITY, A.WITHDRAWN}),
    A.ELIGIBILITY: frozenset({A.ASSESSMENT, A.INELIGIBLE, A.WITHDRAWN}),
    A.INELIGIBLE: frozenset(),
    A.ASSESSMENT: frozenset({A.RANKED, A.WITHDRAWN}),
    A.RANKED: frozenset({A.PROVISIONALLY_SELECTED, A.RESERVE, A.REJECTED, A.WITHDRAWN}),
    A.PROVISIONALLY_SELECTED: frozenset({A.DOCUMENT_CHECK, A.WITHDRAWN}),
    A.RESERVE: frozenset({A.PROVISIONALLY_SELECTED, A.REJECTED, A.WITHDRAWN}),
    A.REJECTED: frozenset(),
    A.DOCUMENT_CHECK: frozenset({A.AWARDED, A.DECLINED, A.WITHDRAWN}),
    A.AWARDED: frozenset(),
    A.DECLINED: frozenset(),
    A.WITHDRAWN: frozenset(),
}

WITHDRAWABLE = frozenset(state for state, following in TRANSITIONS.items() if A.WITHDRAWN in following)

DECIDED_BY_MANAGER: dict[str, frozenset[str]] = {
    A.ASSESSMENT: frozenset({A.RANKED}),
    A.RANKED: frozenset({A.PROVISIONALLY_SELECTED, A.RESERVE, A.REJECTED}),
    A.PROVISIONALLY_SELECTED: frozenset({A.DOCUMENT_CHECK}),
    A.RESERVE: frozenset({A.PROVISIONALLY_SELECTED, A.REJECTED}),
    A.DOCUMENT_CHECK: frozenset({A.DECLINED}),
}
"""Steps that a grants manager takes with a reason. Eligibility and the award have their own actions with more rules."""

PUBLIC_PHASE: dict[str, Promise] = {
    A.DRAFT: _("Draft"),
    A.SUBMITTED: _("Received"),
    A.ELIGIBILITY: _("Eligibility is being checked"),
    A.INELIGIBLE: _("Not eligible"),
    A.ASSESSMENT: _("Being assessed"),
    A.RANKED: _("The decision is being prepared"),
    A.PROVISIONALLY_SELECTED: _("Provisionally selected"),
    A.RESERVE: _("On the reserve list"),
    A.REJECTED: _("Not selected"),
    A.DOCUMENT_CHECK: _("Documents are being checked"),
    A.AWARDED: _("Grant awarded"),
    A.DECLINED: _("Not awarded"),
    A.WITHDRAWN: _("Withdrawn"),
}
"""What the applicant reads. It says where the application is and gives no rank away."""

TONE: dict[str, str] = {
    A.DRAFT: "neutral",
    A.INELIGIBLE: "bad",
    A.REJECTED: "bad",
    A.DECLINED: "bad",
    A.RESERVE: "warn",
    A.PROVISIONALLY_SELECTED: "good",
    A.AWARDED: "good",
    A.WITHDRAWN: "neutral",
}
"""The colour of the badge of a state; `info` where nothing is listed."""


class AssessmentState(models.TextChoices):
    """Where one assessor's assessment of one application stands."""

    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Submitted")
    REOPENED = "reopened", _("Reopened")


OPEN_ASSESSMENT = frozenset({AssessmentState.DRAFT, AssessmentState.REOPENED})
"""The assessor may still write."""

ASSESSMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    AssessmentState.DRAFT: frozenset({AssessmentState.SUBMITTED}),
    AssessmentState.SUBMITTED: frozenset({AssessmentState.REOPENED}),
    AssessmentState.REOPENED: frozenset({AssessmentState.SUBMITTED}),
}


class Recommendation(models.TextChoices):
    """What an assessor advises, beside the points."""

    FUND = "fund", _("Fund it")
    FUND_WITH_CHANGES = "fund_with_changes", _("Fund it with changes")
    REJECT = "reject", _("Do not fund it")


IN_FAVOUR = frozenset({Recommendation.FUND, Recommendation.FUND_WITH_CHANGES})
"""Advice to give money; one against it among these is a split recommendation."""


class Outcome(models.TextChoices):
    """What a ranking proposes for an application; people decide afterwards."""

    SELECTED = "selected", _("Within the envelope")
    RESERVE = "reserve", _("Reserve list")
    BELOW = "below", _("Below a minimum")
    WAITING = "waiting", _("Assessment not complete")
    BY_HAND = "by_hand", _("Ranked by hand")


class CallPhase(models.TextChoices):
    """Where a call stands by the clock."""

    UPCOMING = "upcoming", _("Opens soon")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    DECIDED = "decided", _("Closed with results")


class Heading(models.TextChoices):
    """The headings of a budget, in the order in which donors print them."""

    HUMAN_RESOURCES = "human_resources", _("Human resources")
    TRAVEL = "travel", _("Travel")
    EQUIPMENT = "equipment", _("Equipment and supplies")
    LOCAL_OFFICE = "local_office", _("Local office")
    OTHER = "other", _("Other costs and services")
    INDIRECT = "indirect", _("Indirect costs")
