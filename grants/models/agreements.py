import uuid
from decimal import Decimal
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.agreement_states import (
    AGREEMENT_TRANSITIONS,
    INSTALMENT_TRANSITIONS,
    AgreementState,
    Condition,
    InstalmentState,
    PaymentKind,
)
from grants.states import Heading
from members.models import Organisation
from network.core.models import Country, PrivateFile

from .awards import Award
from .calls import Call


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: Any) -> "AgreementQuerySet":
        """Signed ones for the grantee's people; all of them for grants managers and the auditors of the call."""
        from grants.agreement_permissions import visible_agreements  # inline: the rule stands beside its predicate

        return visible_agreements(self, user)

    def for_list(self) -> "AgreementQuerySet":
        return self.select_related("award", "award__application", "call", "organisation", "country")

    def delete(self) -> NoReturn:
        raise TypeError("An agreement is never deleted.")


class Agreement(models.Model):
    """What the network and a grantee have agreed about an award: amount, period, headings, instalments, reports.

    `planned` and `paid` repeat the sums of instalments and of payments (returned money taken off), so that the
    database itself can refuse to promise or pay more than was agreed.
    """

    TRANSITIONS = AGREEMENT_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    award = models.OneToOneField(Award, models.PROTECT, related_name="agreement")
    call = models.ForeignKey(Call, models.PROTECT, related_name="agreements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="grant_agreements")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=40, unique=True)
    state = models.CharField(_("state"), max_length=20, choices=AgreementState.choices, default=AgreementState.DRAFT)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    planned = models.DecimalField(_("planned instalments"), max_digits=12, decimal_places=2, default=0)
    paid = models.DecimalField(_("paid"), max_digits=12, decimal_places=2, default=0)
    currency = models.CharField(max_length=3, default="EUR")
    reallocation_percent = models.PositiveSmallIntegerField(_("reallocation between headings, % at most"), default=25)
    indirect_percent = models.DecimalField(
        _("indirect costs, % of the direct costs at most"), max_digits=5, decimal_places=2, default=Decimal(7)
    )
    cofinancing_percent = models.DecimalField(
        _("own share, % of the accepted cost at least"), max_digits=5, decimal_places=2, default=Decimal(0)
    )
    starts_on = models.DateField(_("begins"))
    ends_on = models.DateField(_("ends"))
    prepared_at = models.DateTimeField(default=timezone.now)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    signed_for_grantee = models.CharField(_("signed for the grantee by"), max_length=150, blank=True)
    signed_for_network = models.CharField(_("signed for the network by"), max_length=150, blank=True)
    signed_copy = models.ForeignKey(PrivateFile, models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(_("closed or terminated"), null=True, blank=True)
    end_reason = models.TextField(_("reason"), blank=True)
    retain_until = models.DateField(_("documents kept until"), null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-prepared_at", "-id"]
        indexes = [
            models.Index(fields=["call", "state"], name="agreement_by_call"),
            models.Index(fields=["organisation", "-prepared_at"], name="agreement_by_grantee"),
        ]
        constraints = [
            models.CheckConstraint(
                name="agreement_state_is_known", condition=models.Q(state__in=AgreementState.values)
            ),
            models.CheckConstraint(
                name="agreement_ends_after_it_begins",
                condition=models.Q(ends_on__gt=models.F("starts_on")),
                violation_error_message=_("The agreement must end after it begins."),
            ),
            models.CheckConstraint(
                name="agreement_promises_no_more_than_its_amount",
                condition=models.Q(amount__gt=0, planned__gte=0, planned__lte=models.F("amount")),
                violation_error_message=_("The instalments together are more than the amount of the agreement."),
            ),
            models.CheckConstraint(
                name="agreement_pays_no_more_than_its_amount",
                condition=models.Q(paid__gte=0, paid__lte=models.F("amount")),
                violation_error_message=_("The payments together would be more than the amount of the agreement."),
            ),
            models.CheckConstraint(
                name="agreement_is_signed_unless_draft",
                condition=models.Q(state=AgreementState.DRAFT, signed_on__isnull=True)
                | (~models.Q(state=AgreementState.DRAFT) & models.Q(signed_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="closed_agreement_has_its_day_and_retention",
                condition=~models.Q(state=AgreementState.CLOSED)
                | models.Q(ended_on__isnull=False, retain_until__isnull=False),
            ),
            models.CheckConstraint(
                name="terminated_agreement_has_its_reason",
                condition=~models.Q(state=AgreementState.TERMINATED)
                | (models.Q(ended_on__isnull=False) & ~models.Q(end_reason="")),
                violation_error_message=_("Write why the agreement is terminated."),
            ),
        ]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("grants-agreement", kwargs={"uuid": self.uuid})

    @property
    def title(self) -> str:
        return self.award.title

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("An agreement is never deleted.")


class AgreedHeading(models.Model):
    """How much of the grant is meant for one heading of the budget."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="headings")
    heading = models.CharField(_("heading"), max_length=20, choices=Heading.choices)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["agreement", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "heading"], name="one_amount_per_agreed_heading"),
            models.CheckConstraint(name="agreed_heading_is_not_negative", condition=models.Q(amount__gte=0)),
        ]
        verbose_name = _("agreed heading")
        verbose_name_plural = _("agreed headings")

    def __str__(self) -> str:
        return f"{self.get_heading_display()}: {self.amount}"


class Addendum(models.Model):
    """A numbered change of an agreement in force. It says what stood before and after, and never changes itself."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="addenda")
    number = models.PositiveSmallIntegerField(_("number"))
    signed_on = models.DateField(_("signed"))
    reason = models.TextField(_("reason"))
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="addenda_are_numbered"),
            models.CheckConstraint(name="addendum_has_a_reason", condition=~models.Q(reason="")),
        ]
        verbose_name = _("addendum")
        verbose_name_plural = _("addenda")

    def __str__(self) -> str:
        return f"{self.agreement_id} / {self.number}"


class Instalment(models.Model):
    """A part of the grant that is paid once its condition is met. The balance is no instalment: it is computed."""

    TRANSITIONS = INSTALMENT_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="instalments")
    position = models.PositiveSmallIntegerField(_("number"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    due_on = models.DateField(_("expected"))
    condition = models.CharField(_("condition"), max_length=20, choices=Condition.choices)
    report = models.ForeignKey("grants.Report", models.PROTECT, null=True, blank=True, related_name="releases")
    condition_text = models.CharField(_("condition in words"), max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=InstalmentState.choices, default=InstalmentState.PLANNED)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["agreement", "position"]
        indexes = [models.Index(fields=["state", "due_on"], name="instalment_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "position"], name="instalments_are_numbered"),
            models.CheckConstraint(
                name="instalment_state_is_known", condition=models.Q(state__in=InstalmentState.values)
            ),
            models.CheckConstraint(name="instalment_is_more_than_nothing", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(
                name="instalment_names_what_it_waits_for",
                condition=models.Q(condition=Condition.REPORT, report__isnull=False)
                | (~models.Q(condition=Condition.REPORT) & models.Q(report__isnull=True)),
            ),
            models.CheckConstraint(
                name="instalment_is_paid_only_after_release",
                condition=models.Q(state__in=[InstalmentState.PLANNED, InstalmentState.CANCELLED])
                | models.Q(released_at__isnull=False),
            ),
        ]
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")

    def __str__(self) -> str:
        return f"{self.agreement_id} / {self.position}"

    @property
    def waits_for(self) -> str:
        if self.condition == Condition.REPORT and self.report:
            return str(self.report)
        return self.condition_text or str(self.get_condition_display())


class Payment(models.Model):
    """Money that left the network for a grantee, or came back. Written once, never changed."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="payments")
    kind = models.CharField(_("kind"), max_length=20, choices=PaymentKind.choices)
    instalment = models.OneToOneField(Instalment, models.PROTECT, null=True, blank=True, related_name="payment")
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    paid_on = models.DateField(_("paid on"))
    reference = models.CharField(_("bank reference"), max_length=80)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ["paid_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "reference"],
                name="one_payment_per_bank_reference",
                violation_error_message=_("A payment with this bank reference is recorded already."),
            ),
            models.CheckConstraint(name="payment_is_more_than_nothing", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(
                name="payment_of_an_instalment_names_it",
                condition=models.Q(kind=PaymentKind.INSTALMENT, instalment__isnull=False)
                | (~models.Q(kind=PaymentKind.INSTALMENT) & models.Q(instalment__isnull=True)),
            ),
        ]
        verbose_name = _("payment")
        verbose_name_plural = _("payments")

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.amount}"

    @property
    def signed_amount(self) -> Decimal:
        """What it adds to the money with the grantee."""
        return -self.amount if self.kind == PaymentKind.RECOVERY else self.amount

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A payment never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A payment is never deleted.")
