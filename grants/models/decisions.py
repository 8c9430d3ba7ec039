import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.decision_states import (
    COMPLAINT_TRANSITIONS,
    LETTER_TRANSITIONS,
    MEETING_TRANSITIONS,
    ComplaintState,
    LetterState,
    MeetingState,
    Verdict,
)
from network.core.models import PrivateFile

from .applications import Application
from .calls import Call
from .scoring import RankingRecord


class Meeting(models.Model):
    """A meeting of the committee that decides on a call. Once its minutes are signed nothing in it changes."""

    TRANSITIONS = MEETING_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="meetings")
    ranking = models.ForeignKey(RankingRecord, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=20, choices=MeetingState.choices, default=MeetingState.DRAFT)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=120)
    notes = models.TextField(_("course of the meeting"), blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by_name = models.CharField(max_length=150, blank=True)
    minutes = models.ForeignKey(PrivateFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="signed_meeting_has_its_time",
                condition=models.Q(state=MeetingState.DRAFT, signed_at__isnull=True)
                | models.Q(state=MeetingState.SIGNED, signed_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["call"],
                condition=models.Q(state=MeetingState.DRAFT),
                name="one_open_meeting_per_call",
                violation_error_message=_("There is a meeting whose minutes are not signed yet."),
            ),
        ]
        verbose_name = _("committee meeting")
        verbose_name_plural = _("committee meetings")

    def __str__(self) -> str:
        return f"{self.call} {self.held_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("desk-grants-meeting", kwargs={"uuid": self.uuid})


class MeetingMember(models.Model):
    """Somebody of the committee, in words: whether they came, and what they declared."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="members")
    name = models.CharField(_("name"), max_length=150)
    function = models.CharField(_("function"), max_length=150, blank=True)
    is_chair = models.BooleanField(_("chairs"), default=False)
    is_present = models.BooleanField(_("present"), default=True)
    has_conflict = models.BooleanField(_("declared a conflict of interest"), default=False)
    remark = models.CharField(_("reason of absence, or the conflict"), max_length=300, blank=True)

    class Meta:
        ordering = ["-is_chair", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(is_chair=True), name="one_chair_per_meeting"
            ),
            models.UniqueConstraint(fields=["meeting", "name"], name="one_line_per_member_of_a_meeting"),
            models.CheckConstraint(
                name="conflict_of_a_member_is_said_in_words",
                condition=models.Q(has_conflict=False) | ~models.Q(remark=""),
                violation_error_message=_("Say with which application the conflict is."),
            ),
        ]
        verbose_name = _("member of the committee")
        verbose_name_plural = _("members of the committee")

    def __str__(self) -> str:
        return self.name


class Proposal(models.Model):
    """What the committee says about one application: the verdict, the amount it recommends, and why."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="proposals")
    application = models.OneToOneField(Application, models.PROTECT, related_name="proposal")
    verdict = models.CharField(_("verdict"), max_length=30, choices=Verdict.choices)
    recommended = models.DecimalField(_("recommended"), max_digits=12, decimal_places=2, null=True, blank=True)
    reason = models.TextField(_("reason"))

    class Meta:
        ordering = ["application__number"]
        constraints = [
            models.CheckConstraint(
                name="proposal_recommends_an_amount_unless_it_rejects",
                condition=models.Q(verdict=Verdict.REJECTED, recommended__isnull=True)
                | (~models.Q(verdict=Verdict.REJECTED) & models.Q(recommended__gt=0)),
            ),
            models.CheckConstraint(name="proposal_has_a_reason", condition=~models.Q(reason="")),
        ]
        verbose_name = _("proposal of the committee")
        verbose_name_plural = _("proposals of the committee")

    def __str__(self) -> str:
        return f"{self.application}: {self.get_verdict_display()}"


class Letter(models.Model):
    """What an applicant is told about the decision, with the agreed words on every criterion."""

    TRANSITIONS = LETTER_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="letters")
    verdict = models.CharField(max_length=30)
    state = models.CharField(max_length=20, choices=LetterState.choices, default=LetterState.DRAFT)
    language = models.CharField(max_length=10)
    body = models.TextField(_("text"))
    feedback = models.JSONField(default=list)
    complain_by = models.DateField(_("complaints until"), null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by_name = models.CharField(max_length=150, blank=True)
    file = models.ForeignKey(PrivateFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["application__number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "verdict"], name="one_letter_per_application_and_verdict"),
            models.CheckConstraint(
                name="sent_letter_has_its_time_and_deadline",
                condition=models.Q(state=LetterState.DRAFT)
                | models.Q(sent_at__isnull=False, complain_by__isnull=False),
            ),
        ]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")

    def __str__(self) -> str:
        return f"{self.application}: {self.verdict}"

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        if self.sent_at:
            raise TypeError("A letter that was sent is never deleted.")
        return super().delete(*args, **kwargs)


class Complaint(models.Model):
    """An applicant objects to a decision, in time, and gets an answer in time."""

    TRANSITIONS = COMPLAINT_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.OneToOneField(Letter, models.PROTECT, related_name="complaint")
    state = models.CharField(max_length=20, choices=ComplaintState.choices, default=ComplaintState.FILED)
    text = models.TextField(_("complaint"))
    filed_at = models.DateTimeField(default=timezone.now)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    filed_by_name = models.CharField(max_length=150)
    answer_by = models.DateField(_("to be answered by"))
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["answer_by", "id"]
        constraints = [
            models.CheckConstraint(
                name="answered_complaint_has_answer_and_time",
                condition=models.Q(state=ComplaintState.FILED, answered_at__isnull=True)
                | (~models.Q(state=ComplaintState.FILED) & models.Q(answered_at__isnull=False) & ~models.Q(answer="")),
            ),
        ]
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")

    def __str__(self) -> str:
        return str(self.letter)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A complaint is never deleted.")
