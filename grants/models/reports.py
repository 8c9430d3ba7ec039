import json
import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.agreement_states import AWAITED, REPORT_TRANSITIONS, WITH_GRANTEE, PaidFrom, ReportState, Verdict
from grants.money import CENT, ZERO
from grants.states import Heading
from network.core.models import PrivateFile

from .agreements import Agreement


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Any) -> "ReportQuerySet":
        """Reports of agreements that the person may see; a draft is nobody's business but the grantee's."""
        from grants.agreement_permissions import visible_reports  # inline: the rule stands beside its predicate

        return visible_reports(self, user)

    def awaiting_review(self) -> "ReportQuerySet":
        return self.filter(state=ReportState.SUBMITTED)

    def awaited(self) -> "ReportQuerySet":
        """Those that the grantee still owes."""
        return self.filter(state__in=AWAITED)

    def for_list(self) -> "ReportQuerySet":
        return self.select_related("agreement", "agreement__award", "agreement__organisation", "agreement__call")


class Report(models.Model):
    """A grantee's account of one period: what was done, and every expenditure charged to the grant."""

    TRANSITIONS = REPORT_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="reports")
    position = models.PositiveSmallIntegerField(_("number"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    due_on = models.DateField(_("due"))
    is_final = models.BooleanField(_("final report"), default=False)
    state = models.CharField(_("state"), max_length=20, choices=ReportState.choices, default=ReportState.DRAFT)
    done = models.TextField(_("What was done"), blank=True)
    results = models.TextField(_("What it brought"), blank=True)
    changes = models.TextField(_("What went differently"), blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    submitted_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by_name = models.CharField(max_length=150, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "position"]
        indexes = [models.Index(fields=["state", "due_on"], name="report_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "position"], name="reports_are_numbered"),
            models.UniqueConstraint(
                fields=["agreement"], condition=models.Q(is_final=True), name="one_final_report_per_agreement"
            ),
            models.CheckConstraint(
                name="grant_report_state_is_known", condition=models.Q(state__in=ReportState.values)
            ),
            models.CheckConstraint(
                name="report_covers_a_period",
                condition=models.Q(ends_on__gte=models.F("starts_on"), due_on__gt=models.F("ends_on")),
                violation_error_message=_("A report is due after the period it covers."),
            ),
            models.CheckConstraint(
                name="report_is_submitted_unless_draft",
                condition=models.Q(state=ReportState.DRAFT) | models.Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="report_decision_has_its_time",
                condition=(models.Q(state__in=[ReportState.APPROVED, ReportState.REJECTED], decided_at__isnull=False))
                | ~models.Q(state__in=[ReportState.APPROVED, ReportState.REJECTED]),
            ),
        ]
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self) -> str:
        if self.is_final:
            return gettext("Final report")
        return gettext("Interim report %(number)d") % {"number": self.position}

    def get_absolute_url(self) -> str:
        return reverse("grants-report", kwargs={"uuid": self.uuid})

    @property
    def period(self) -> str:
        return f"{date_format(self.starts_on, 'SHORT_DATE_FORMAT')} – {date_format(self.ends_on, 'SHORT_DATE_FORMAT')}"

    @property
    def is_with_grantee(self) -> bool:
        return self.state in WITH_GRANTEE

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A report is never deleted.")


class ReportNote(models.Model):
    """What the network and the grantee write to each other about a report. It stays with the report."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="notes")
    text = models.TextField(_("text"))
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    written_by_name = models.CharField(max_length=150)
    is_from_network = models.BooleanField(default=False)

    class Meta:
        ordering = ["written_at", "id"]
        verbose_name = _("note on a report")
        verbose_name_plural = _("notes on reports")

    def __str__(self) -> str:
        return self.text[:60]


class ReportVersion(models.Model):
    """A report as it was handed in once: one canonical text and its hash. A corrected one is another version."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    handed_in_at = models.DateTimeField(default=timezone.now)
    handed_in_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["report", "number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_version_of_a_report_per_number")]
        verbose_name = _("version of a report")
        verbose_name_plural = _("versions of reports")

    def __str__(self) -> str:
        return f"{self.report_id} v{self.number}"

    @cached_property
    def record(self) -> dict[str, Any]:
        return json.loads(self.text)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A report that was handed in never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A report that was handed in is never deleted.")


class Expenditure(models.Model):
    """One thing that was paid for the project, with its document, and what the review said of it.

    `paid_from` says whether it is charged to the grant or part of the grantee's own share.

    `rate` is how many units of `currency` one unit of the agreement's currency bought; `amount` is the result to the
    cent and is what counts.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="expenditures")
    position = models.PositiveSmallIntegerField(_("number"))
    heading = models.CharField(_("heading"), max_length=20, choices=Heading.choices)
    paid_from = models.CharField(_("paid from"), max_length=10, choices=PaidFrom.choices, default=PaidFrom.GRANT)
    spent_on = models.DateField(_("date"))
    description = models.CharField(_("what it was for"), max_length=200)
    document_number = models.CharField(_("number of the document"), max_length=60, blank=True)
    paid_amount = models.DecimalField(
        _("amount"), max_digits=14, decimal_places=2, validators=[MinValueValidator(CENT)]
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    rate = models.DecimalField(_("exchange rate"), max_digits=12, decimal_places=6, default=1)
    amount = models.DecimalField(_("amount in the currency of the grant"), max_digits=12, decimal_places=2)
    document = models.ForeignKey(PrivateFile, models.PROTECT, null=True, blank=True, related_name="+")
    client_id = models.UUIDField(null=True, blank=True, editable=False)
    written_by_name = models.CharField(max_length=150, blank=True)
    verdict = models.CharField(_("review"), max_length=20, choices=Verdict.choices, default=Verdict.OPEN)
    accepted = models.DecimalField(_("accepted"), max_digits=12, decimal_places=2, default=0)
    reason = models.TextField(_("reason"), blank=True)
    reviewed_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="expenditures_are_numbered"),
            models.UniqueConstraint(fields=["report", "client_id"], name="one_expenditure_per_sending"),
            models.CheckConstraint(
                name="expenditure_is_paid_from_somewhere", condition=models.Q(paid_from__in=PaidFrom.values)
            ),
            models.CheckConstraint(
                name="expenditure_is_money", condition=models.Q(paid_amount__gt=0, rate__gt=0, amount__gt=0)
            ),
            models.CheckConstraint(
                name="expenditure_accepts_no_more_than_was_spent",
                condition=models.Q(accepted__gte=0, accepted__lte=models.F("amount")),
                violation_error_message=_("More cannot be accepted than was spent."),
            ),
            models.CheckConstraint(
                name="expenditure_counts_only_when_accepted",
                condition=models.Q(verdict=Verdict.ACCEPTED, accepted__gt=0)
                | (~models.Q(verdict=Verdict.ACCEPTED) & models.Q(accepted=0)),
            ),
            models.CheckConstraint(
                name="expenditure_not_taken_in_full_has_a_reason",
                condition=models.Q(verdict=Verdict.OPEN) | models.Q(accepted=models.F("amount")) | ~models.Q(reason=""),
                violation_error_message=_("Write the reason; the grantee will read it."),
            ),
        ]
        verbose_name = _("expenditure")
        verbose_name_plural = _("expenditures")

    def __str__(self) -> str:
        return self.description

    @property
    def refused(self) -> Any:
        return self.amount - self.accepted if self.verdict != Verdict.OPEN else ZERO
