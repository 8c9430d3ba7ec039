"""The scales and lists that knowledge is described with; each is shown to readers in these words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceLevel(models.TextChoices):
    """How far a practice has been proved."""

    INNOVATION = "innovation", _("Innovation")
    PROMISING = "promising", _("Promising practice")
    GOOD_PRACTICE = "good_practice", _("Good practice")


EVIDENCE_LEVEL_MEANING = {
    EvidenceLevel.INNOVATION: _("New, tried once or briefly, with first signs that it works."),
    EvidenceLevel.PROMISING: _("Tried for a year or longer, with results that were followed."),
    EvidenceLevel.GOOD_PRACTICE: _("Evaluated or repeated elsewhere, with results that others can check."),
}


class EvidenceKind(models.TextChoices):
    """What stands behind the results that a case study reports."""

    OBSERVATION = "observation", _("Observation of the team")
    MONITORING = "monitoring", _("Monitoring data")
    FEEDBACK = "feedback", _("Feedback of users")
    INTERNAL = "internal", _("Internal evaluation")
    EXTERNAL = "external", _("External evaluation")
    RESEARCH = "research", _("Research")


class Licence(models.TextChoices):
    CC_BY = "cc-by-4.0", _("CC BY 4.0")
    CC_BY_SA = "cc-by-sa-4.0", _("CC BY-SA 4.0")
    CC_BY_NC = "cc-by-nc-4.0", _("CC BY-NC 4.0")


LICENCE_URLS = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
}


class Severity(models.TextChoices):
    """How much a finding of a report weighs for the people concerned."""

    CONCERN = "concern", _("Concern")
    SERIOUS = "serious", _("Serious")
    URGENT = "urgent", _("Urgent")
    PROGRESS = "progress", _("Progress")


class Progress(models.TextChoices):
    """What the organisations found when they looked at a recommendation again."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    PARTLY = "partly", _("Partly implemented")
    FULLY = "fully", _("Fully implemented")
    REGRESSED = "regressed", _("Gone backwards")
    OBSOLETE = "obsolete", _("Obsolete")


PROGRESS_CLOSED = frozenset({Progress.FULLY, Progress.OBSOLETE})
"""A recommendation that stands here cannot be overdue."""

PROGRESS_TONES = {
    Progress.NOT_STARTED: "neutral",
    Progress.IN_PROGRESS: "info",
    Progress.PARTLY: "warn",
    Progress.FULLY: "good",
    Progress.REGRESSED: "bad",
    Progress.OBSOLETE: "neutral",
}


class Position(models.TextChoices):
    """What an institution answered to a recommendation."""

    NOTED = "noted", _("Noted")
    PARTLY_ACCEPTED = "partly_accepted", _("Partly accepted")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
