import hashlib
import hmac
import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from messaging.states import APPEAL_TRANSITIONS, REPORT_TRANSITIONS, AppealState, Grievance, MeasureKind, ReportState

from .messages import Message
from .rooms import Room


def seal(evidence: dict[str, Any]) -> str:
    """A mark that only this platform can make over exactly this evidence."""
    told = json.dumps(evidence, ensure_ascii=False, sort_keys=True).encode()
    return hmac.new(f"messaging.evidence:{settings.SECRET_KEY}".encode(), told, hashlib.sha256).hexdigest()


class Sealed(models.Model):
    """Something that keeps, unchangeable, what a message said when it was looked at."""

    evidence = models.JSONField(default=dict, blank=True, editable=False)
    sealed_with = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_intact(self) -> bool:
        return hmac.compare_digest(self.sealed_with, seal(self.evidence))


class ReportQuerySet(models.QuerySet["Report"]):
    def waiting(self) -> "ReportQuerySet":
        return self.filter(state=ReportState.OPEN)

    def complete(self) -> "ReportQuerySet":
        return self.select_related("room", "room__organisation", "accused", "reporter", "message", "message__room")


class Report(Sealed):
    """Somebody tells the moderators of a message that breaks the rules. What it said is sealed as they saw it."""

    TRANSITIONS = REPORT_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    room = models.ForeignKey(Room, models.CASCADE, related_name="reports")
    message = models.ForeignKey(Message, models.CASCADE, related_name="reports")
    accused = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="message_reports")
    grievance = models.CharField(_("what is wrong"), max_length=20, choices=Grievance.choices)
    note = models.CharField(_("in your words"), max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.OPEN)
    created_at = models.DateTimeField(default=timezone.now)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["message", "reporter"], name="a_person_reports_a_message_once"),
            models.CheckConstraint(name="message_report_state_is_known", condition=Q(state__in=ReportState.values)),
            models.CheckConstraint(
                name="a_report_is_open_until_handled",
                condition=Q(state=ReportState.OPEN, handled_at=None)
                | (~Q(state=ReportState.OPEN) & Q(handled_at__isnull=False)),
            ),
        ]
        verbose_name = _("report of a message")
        verbose_name_plural = _("reports of messages")

    def __str__(self) -> str:
        return f"{self.message} — {self.get_grievance_display()}"

    def get_absolute_url(self) -> str:
        return reverse("report", kwargs={"report": self.uuid})


class Measure(Sealed):
    """What a moderator did to somebody, why, and what came of the objection, if there was one.

    `state` is that of the appeal. A hidden message's words live on here, sealed, for the case that they come back.
    """

    TRANSITIONS = APPEAL_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    room = models.ForeignKey(Room, models.CASCADE, related_name="measures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="measures")
    kind = models.CharField(_("measure"), max_length=10, choices=MeasureKind.choices)
    message = models.ForeignKey(Message, models.CASCADE, null=True, blank=True, related_name="measures")
    reason = models.CharField(_("reason"), max_length=300)
    until = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    state = models.CharField(max_length=10, choices=AppealState.choices, default=AppealState.NONE)
    appeal = models.TextField(_("objection"), blank=True, max_length=2000)
    appealed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True, max_length=2000)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-taken_at", "-id"]
        constraints = [
            models.CheckConstraint(name="measure_kind_is_known", condition=Q(kind__in=MeasureKind.values)),
            models.CheckConstraint(name="measure_appeal_state_is_known", condition=Q(state__in=AppealState.values)),
            models.CheckConstraint(
                name="an_appeal_has_words_and_a_date",
                condition=Q(state=AppealState.NONE, appealed_at=None, appeal="")
                | (~Q(state=AppealState.NONE) & Q(appealed_at__isnull=False) & ~Q(appeal="")),
            ),
            models.CheckConstraint(
                name="a_hidden_message_is_named",
                condition=~Q(kind=MeasureKind.HIDDEN) | Q(message__isnull=False),
            ),
        ]
        verbose_name = _("measure of a moderator")
        verbose_name_plural = _("measures of moderators")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} — {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("measure", kwargs={"measure": self.uuid})
