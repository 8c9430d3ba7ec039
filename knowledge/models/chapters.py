import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from members.models import Organisation
from members.permissions import current_affiliations

from .recommendations import Kept
from .reports import ShadowReport

LOCK_LIVES = timedelta(minutes=15)
"""How long a chapter stays with somebody who stopped typing; each save begins the time anew."""


class ChapterQuerySet(models.QuerySet["Chapter"]):
    def in_work_for(self, user: Any) -> "ChapterQuerySet":
        """Chapters of editions in work that were given to an organisation to which the person belongs."""
        if not user.is_authenticated:
            return self.none()
        own = current_affiliations(user).values("organisation")
        return self.filter(organisation__in=own, report__state__in=["drafting", "evidence_review"])

    def visible_to(self, user: Any) -> "ChapterQuerySet":
        """Twin of `can_see_chapter`."""
        if not user.is_authenticated:
            return self.none()
        handled = ShadowReport.objects.handled_by(user)
        own = current_affiliations(user).values("organisation")
        return self.filter(Q(report__in=handled) | Q(organisation__in=own)).distinct()


class Chapter(models.Model):
    """A part of an edition in work, given to an organisation to write. One person writes at a time, and everybody sees who.

    The texts become part of the edition's page when the coordinator signs off; from then on the page is the text.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(ShadowReport, models.CASCADE, related_name="chapters")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=150)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="chapters", verbose_name=_("written by")
    )
    text = models.TextField(_("text"), blank=True, max_length=60_000)
    version = models.PositiveIntegerField(default=1, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    locked_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)

    objects = ChapterQuerySet.as_manager()

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="chapters_of_a_report_have_their_own_numbers"),
            models.CheckConstraint(
                name="chapter_lock_says_since_when", condition=Q(locked_by=None) | Q(locked_at__isnull=False)
            ),
        ]
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("chapter", kwargs={"chapter_id": self.uuid})

    @property
    def country_id(self) -> str | None:
        return self.report.country_id

    @property
    def author(self) -> str:
        return self.organisation.name if self.organisation else ""

    def holder(self, now: datetime) -> Any:
        """Who writes in it at this moment, or None."""
        if self.locked_by_id and self.locked_at and self.locked_at + LOCK_LIVES > now:
            return self.locked_by
        return None


class ReportVersion(Kept):
    """A text of an edition as it was public in one language: what somebody who cited that version has read."""

    report = models.ForeignKey(ShadowReport, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=10)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["report", "number", "language"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number", "language"], name="version_of_a_language_is_kept_once")
        ]
        verbose_name = _("version of a report")
        verbose_name_plural = _("versions of reports")

    def __str__(self) -> str:
        return f"{self.report} {self.label} ({self.language})"

    @property
    def label(self) -> str:
        return f"1.{self.number}"
