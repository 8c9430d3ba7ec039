"""States of what this app keeps, their named groups, and the changes that may happen."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StudyState(models.TextChoices):
    """Where a case study stands on its way from a member's desk to the reader and back for a recheck."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    REVISE = "revise", _("To be revised")
    SCREENED = "screened", _("Screened")
    PEER_CHECKED = "peer_checked", _("Peer-checked")
    PUBLISHED = "published", _("Published")
    RECHECK_DUE = "recheck_due", _("Recheck due")
    ARCHIVED = "archived", _("Archived")


S = StudyState

STUDY_WITH_AUTHOR = frozenset({S.DRAFT, S.REVISE})
STUDY_WITH_DESK = frozenset({S.SUBMITTED, S.SCREENED, S.PEER_CHECKED})
STUDY_IN_FORCE = frozenset({S.PUBLISHED, S.RECHECK_DUE})

STUDY_TRANSITIONS: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.SUBMITTED, S.ARCHIVED}),
    S.SUBMITTED: frozenset({S.SCREENED, S.REVISE, S.ARCHIVED}),
    S.REVISE: frozenset({S.SUBMITTED, S.ARCHIVED}),
    S.SCREENED: frozenset({S.PEER_CHECKED, S.PUBLISHED, S.REVISE, S.ARCHIVED}),  # published: a next version only
    S.PEER_CHECKED: frozenset({S.PUBLISHED, S.REVISE, S.ARCHIVED}),
    S.PUBLISHED: frozenset({S.REVISE, S.RECHECK_DUE, S.ARCHIVED}),
    S.RECHECK_DUE: frozenset({S.PUBLISHED, S.REVISE, S.ARCHIVED}),
    S.ARCHIVED: frozenset({S.DRAFT}),
}


class CommentState(models.TextChoices):
    """Where a reader's comment stands. Whoever takes one away leaves its place behind, so that answers make sense."""

    SHOWN = "shown", _("Shown")
    REPORTED = "reported", _("Reported, still shown")
    HIDDEN = "hidden", _("Hidden by a moderator")
    WITHDRAWN = "withdrawn", _("Taken back by its author")


C = CommentState

COMMENT_READABLE = frozenset({C.SHOWN, C.REPORTED})
COMMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    C.SHOWN: frozenset({C.REPORTED, C.HIDDEN, C.WITHDRAWN}),
    C.REPORTED: frozenset({C.SHOWN, C.HIDDEN, C.WITHDRAWN}),
    C.HIDDEN: frozenset({C.SHOWN}),
    C.WITHDRAWN: frozenset(),
}


class AdaptationState(models.TextChoices):
    """Whether readers see that an organisation took a practice over."""

    PROPOSED = "proposed", _("Waiting for the author")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


A = AdaptationState

ADAPTATION_TRANSITIONS: dict[str, frozenset[str]] = {
    A.PROPOSED: frozenset({A.CONFIRMED, A.DECLINED, A.WITHDRAWN}),
    A.CONFIRMED: frozenset({A.WITHDRAWN, A.DECLINED}),
    A.DECLINED: frozenset({A.PROPOSED}),
    A.WITHDRAWN: frozenset({A.PROPOSED}),
}


class ResourceState(models.TextChoices):
    """Whether readers find a thing of the library."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


RESOURCE_TRANSITIONS: dict[str, frozenset[str]] = {
    ResourceState.DRAFT: frozenset({ResourceState.PUBLISHED}),
    ResourceState.PUBLISHED: frozenset({ResourceState.WITHDRAWN}),
    ResourceState.WITHDRAWN: frozenset({ResourceState.PUBLISHED}),
}


class ReportState(models.TextChoices):
    """Where an edition of a shadow report stands."""

    DRAFTING = "drafting", _("Being written")
    EVIDENCE_REVIEW = "evidence_review", _("Evidence under review")
    COUNTRY_SIGNOFF = "country_signoff", _("Signed off")
    EMBARGOED = "embargoed", _("Under embargo")
    PUBLISHED = "published", _("Published")
    CORRECTED = "corrected", _("Corrected")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


R = ReportState

REPORT_OPEN_TO_WRITERS = frozenset({R.DRAFTING, R.EVIDENCE_REVIEW})
REPORT_SIGNED_OFF = frozenset({R.COUNTRY_SIGNOFF, R.EMBARGOED})
REPORT_PUBLIC = frozenset({R.PUBLISHED, R.CORRECTED, R.SUPERSEDED, R.WITHDRAWN})
"""What the public knows of. A withdrawn report keeps its address and its reason, not its text."""
REPORT_READABLE = REPORT_PUBLIC - {R.WITHDRAWN}

REPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    R.DRAFTING: frozenset({R.EVIDENCE_REVIEW}),
    R.EVIDENCE_REVIEW: frozenset({R.DRAFTING, R.COUNTRY_SIGNOFF}),
    R.COUNTRY_SIGNOFF: frozenset({R.DRAFTING, R.EMBARGOED, R.PUBLISHED}),
    R.EMBARGOED: frozenset({R.DRAFTING, R.PUBLISHED}),
    R.PUBLISHED: frozenset({R.CORRECTED, R.SUPERSEDED, R.WITHDRAWN}),
    R.CORRECTED: frozenset({R.CORRECTED, R.SUPERSEDED, R.WITHDRAWN}),
    R.SUPERSEDED: frozenset({R.WITHDRAWN}),
    R.WITHDRAWN: frozenset(),
}


class VersionState(models.TextChoices):
    """Where a version of a framework of standards stands."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")
    RETIRED = "retired", _("Replaced")


VERSION_PUBLIC = frozenset({VersionState.ADOPTED, VersionState.RETIRED})
"""Once adopted, a version never changes; a later one replaces it and shows the difference."""

VERSION_TRANSITIONS: dict[str, frozenset[str]] = {
    VersionState.DRAFT: frozenset({VersionState.ADOPTED}),
    VersionState.ADOPTED: frozenset({VersionState.RETIRED}),
    VersionState.RETIRED: frozenset(),
}


class ReviewState(models.TextChoices):
    """Where a peer review stands between the first letter and the last look back."""

    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    SELF_ASSESSMENT = "self_assessment", _("Self-assessment")
    DESK = "desk", _("Reading at the desk")
    VISIT = "visit", _("Visit")
    DRAFT = "draft", _("Being written up")
    HOST_COMMENT = "host_comment", _("With the host for comment")
    FINAL = "final", _("Final")
    ACTION_PLAN = "action_plan", _("Action plan")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


V = ReviewState

REVIEW_ORDER = (
    V.PROPOSED, V.AGREED, V.SELF_ASSESSMENT, V.DESK, V.VISIT, V.DRAFT, V.HOST_COMMENT, V.FINAL, V.ACTION_PLAN, V.CLOSED,
)  # fmt: skip
REVIEW_RATED = frozenset({V.DESK, V.VISIT})
"""While each reviewer rates alone."""
REVIEW_TEAM_OPEN = frozenset({V.PROPOSED, V.AGREED})
"""While people may still be asked, and may offer themselves."""
REVIEW_DONE = frozenset({V.FINAL, V.ACTION_PLAN, V.CLOSED})
"""When there is something that both sides could agree to publish."""
REVIEW_TOLD_TO_HOST = REVIEW_DONE | {V.HOST_COMMENT}
"""When the host sees what the peers agreed on."""

REVIEW_TRANSITIONS: dict[str, frozenset[str]] = {
    V.PROPOSED: frozenset({V.AGREED, V.CANCELLED}),
    V.AGREED: frozenset({V.SELF_ASSESSMENT, V.CANCELLED}),
    V.SELF_ASSESSMENT: frozenset({V.DESK, V.CANCELLED}),
    V.DESK: frozenset({V.VISIT, V.CANCELLED}),
    V.VISIT: frozenset({V.DRAFT, V.CANCELLED}),
    V.DRAFT: frozenset({V.HOST_COMMENT, V.CANCELLED}),
    V.HOST_COMMENT: frozenset({V.FINAL, V.CANCELLED}),
    V.FINAL: frozenset({V.ACTION_PLAN}),
    V.ACTION_PLAN: frozenset({V.CLOSED}),
    V.CLOSED: frozenset(),
    V.CANCELLED: frozenset(),
}
