import json
import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from grants.states import TRANSITIONS, WITH_APPLICANT, ApplicationState, Heading
from members.models import Organisation
from network.core.models import Country, PrivateFile

from .calls import Call, CallForm


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: Any) -> "ApplicationQuerySet":
        """Those of one's own organisations; received ones for grants managers, for assessors those assigned to them."""
        from grants.permissions import visible_applications  # inline: the rule stands beside its predicate

        return visible_applications(self, user)

    def received(self) -> "ApplicationQuerySet":
        """Everything that was ever submitted, withdrawn ones included."""
        return self.filter(submitted_at__isnull=False)

    def drafts(self) -> "ApplicationQuerySet":
        return self.filter(state__in=WITH_APPLICANT)

    def for_list(self) -> "ApplicationQuerySet":
        return self.select_related("call", "form", "organisation", "country")

    def delete(self) -> Any:
        if self.filter(submitted_at__isnull=False).exists():
            raise TypeError("A submitted application is never deleted.")
        return super().delete()


class Application(models.Model):
    """What an organisation asks of the network under a call. It belongs to the organisation, whoever wrote it.

    While it is a draft, its content lies in its parts and files; the submission freezes it for good. `title`,
    `requested` and `cost` repeat what the parts say, for lists.
    """

    TRANSITIONS = TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    form = models.ForeignKey(CallForm, models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="grant_applications")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=30, choices=ApplicationState.choices, default=ApplicationState.DRAFT
    )
    title = models.CharField(_("title of the project"), max_length=200, blank=True)
    requested = models.DecimalField(_("requested"), max_digits=14, decimal_places=2, default=0)
    cost = models.DecimalField(_("total cost"), max_digits=14, decimal_places=2, default=0)
    number = models.CharField(_("number"), max_length=40, null=True, blank=True, unique=True)
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    receipt = models.ForeignKey(PrivateFile, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]
        indexes = [
            models.Index(fields=["call", "state", "submitted_at"], name="application_by_call"),
            models.Index(fields=["call", "-submitted_at", "-id"], name="application_by_arrival"),
            models.Index(fields=["organisation", "-started_at", "-id"], name="application_by_applicant"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "organisation"],
                condition=~models.Q(state=ApplicationState.WITHDRAWN),
                name="one_application_per_organisation_and_call",
                violation_error_message=_("Your organisation has an application in this call already."),
            ),
            models.CheckConstraint(
                name="application_state_is_known", condition=models.Q(state__in=ApplicationState.values)
            ),
            models.CheckConstraint(
                name="application_has_a_number_exactly_when_submitted",
                condition=models.Q(number__isnull=True, submitted_at__isnull=True)
                | models.Q(number__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="application_is_submitted_unless_draft_or_withdrawn",
                condition=models.Q(submitted_at__isnull=False)
                | models.Q(state__in=[ApplicationState.DRAFT, ApplicationState.WITHDRAWN]),
            ),
        ]
        verbose_name = _("application")
        verbose_name_plural = _("applications")

    def __str__(self) -> str:
        return self.number or self.title or str(_("Application without a title"))

    def get_absolute_url(self) -> str:
        return reverse("grants-application", kwargs={"uuid": self.uuid})

    @property
    def is_draft(self) -> bool:
        return self.state in WITH_APPLICANT

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        if self.submitted_at:
            raise TypeError("A submitted application is never deleted.")
        return super().delete(*args, **kwargs)


class PartName(models.TextChoices):
    """The sections that are written and saved on their own."""

    PROJECT = "project", _("Project")
    BUDGET = "budget", _("Budget")


class ApplicationPart(models.Model):
    """One section of a draft as last saved. `version` counts the saves, so that two devices notice each other."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="parts")
    name = models.CharField(max_length=20, choices=PartName.choices)
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_from = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["application", "name"]
        constraints = [
            models.UniqueConstraint(fields=["application", "name"], name="one_part_per_application_and_name")
        ]
        verbose_name = _("part of an application")
        verbose_name_plural = _("parts of applications")

    def __str__(self) -> str:
        return f"{self.application_id}: {self.name} v{self.version}"


class KeptText(models.Model):
    """What somebody wrote while somebody else saved before them: kept until they have dealt with it."""

    part = models.ForeignKey(ApplicationPart, models.CASCADE, related_name="kept_texts")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content = models.JSONField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    written_from = models.CharField(max_length=40, blank=True)
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["kept_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "written_from"], condition=~models.Q(written_from=""), name="one_kept_text_per_device"
            )
        ]
        verbose_name = _("kept text")
        verbose_name_plural = _("kept texts")

    def __str__(self) -> str:
        return f"{self.part_id} {self.kept_at:%Y-%m-%d %H:%M}"


class ApplicationFile(models.Model):
    """A file that belongs to an application, under the document it answers."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="files")
    key = models.CharField(max_length=64)
    file = models.OneToOneField(PrivateFile, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["attached_at", "id"]
        indexes = [models.Index(fields=["application", "key"], name="file_of_application")]
        verbose_name = _("file of an application")
        verbose_name_plural = _("files of applications")

    def __str__(self) -> str:
        return f"{self.key}: {self.file_id}"


class BudgetLine(models.Model):
    """One line of a submitted budget, written once at submission, for sums over many applications."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="budget_lines")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(_("heading"), max_length=20, choices=Heading.choices)
    description = models.CharField(_("description"), max_length=200)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=9, decimal_places=2)
    rate = models.DecimalField(_("rate"), max_digits=9, decimal_places=2)
    cost = models.DecimalField(_("cost"), max_digits=16, decimal_places=2)
    requested = models.DecimalField(_("requested"), max_digits=16, decimal_places=2)

    class Meta:
        ordering = ["application", "position"]
        constraints = [
            models.UniqueConstraint(fields=["application", "position"], name="one_budget_line_per_position"),
            models.CheckConstraint(
                name="budget_line_asks_for_no_more_than_it_costs",
                condition=models.Q(requested__lte=models.F("cost"), requested__gte=0, quantity__gte=0, rate__gte=0),
            ),
        ]
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")

    def __str__(self) -> str:
        return self.description


class Submission(models.Model):
    """An application as it was handed in: one canonical text, its hash and the second it arrived. Never changes.

    The database refuses every update of this table (see `grants.triggers`). It names people in words, without keys that
    could be erased.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="submission")
    number = models.CharField(_("number"), max_length=40, unique=True)
    submitted_at = models.DateTimeField(_("submitted"))
    submitted_by_name = models.CharField(max_length=150)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["submitted_at", "id"]
        indexes = [models.Index(fields=["submitted_at", "id"], name="submission_by_arrival")]
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return self.number

    @cached_property
    def record(self) -> dict[str, Any]:
        return json.loads(self.text)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A submission never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A submission is never deleted.")
