"""Where meetings, letters and complaints stand, and the changes that may happen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .states import ApplicationState


class MeetingState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    SIGNED = "signed", _("Signed")


class LetterState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")


class ComplaintState(models.TextChoices):
    FILED = "filed", _("To be answered")
    UPHELD = "upheld", _("Upheld")
    REJECTED = "rejected", _("Rejected")


class Verdict(models.TextChoices):
    """What the committee says; each names the state that an application comes to."""

    SELECTED = ApplicationState.PROVISIONALLY_SELECTED.value, _("Selected")
    RESERVE = ApplicationState.RESERVE.value, _("Reserve list")
    REJECTED = ApplicationState.REJECTED.value, _("Not selected")


MEETING_TRANSITIONS: dict[str, frozenset[str]] = {
    MeetingState.DRAFT: frozenset({MeetingState.SIGNED}),
    MeetingState.SIGNED: frozenset(),
}

LETTER_TRANSITIONS: dict[str, frozenset[str]] = {
    LetterState.DRAFT: frozenset({LetterState.SENT}),
    LetterState.SENT: frozenset(),
}

COMPLAINT_TRANSITIONS: dict[str, frozenset[str]] = {
    ComplaintState.FILED: frozenset({ComplaintState.UPHELD, ComplaintState.REJECTED}),
    ComplaintState.UPHELD: frozenset(),
    ComplaintState.REJECTED: frozenset(),
}

ANSWERS = (ComplaintState.UPHELD, ComplaintState.REJECTED)

WITH_LETTER = frozenset(
    {
        ApplicationState.PROVISIONALLY_SELECTED,
        ApplicationState.RESERVE,
        ApplicationState.REJECTED,
        ApplicationState.INELIGIBLE,
    }
)
"""States about which an applicant gets a letter."""
