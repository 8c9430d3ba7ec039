import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from members.checklist import BY_KEY, CHOICES, Item
from members.states import (
    APPLICATION_TRANSITIONS,
    DECIDED,
    HANDED_IN,
    OPEN,
    WITH_APPLICANT,
    WITH_COORDINATOR,
    ApplicationState,
    LicenceState,
    Verdict,
)
from network.core.languages import Localised, pick
from network.core.models import Municipality

from .facts import Kind, OrganisationFacts, Precision
from .organisations import Organisation
from .vocabularies import ServiceType

TONES = {
    ApplicationState.DRAFT: "neutral",
    ApplicationState.SUBMITTED: "info",
    ApplicationState.NEEDS_INFO: "warn",
    ApplicationState.UNDER_VERIFICATION: "info",
    ApplicationState.APPROVED: "good",
    ApplicationState.REJECTED: "bad",
    ApplicationState.WITHDRAWN: "neutral",
    ApplicationState.LAPSED: "neutral",
}


@dataclass(frozen=True)
class LicenceClaim:
    """What an applicant says about one licence; nobody has checked it. An empty state: nothing was said yet."""

    state: str = ""
    number: str = ""
    authority: str = ""
    valid_until: str = ""

    @property
    def label(self) -> str:
        return str(LicenceState(self.state).label) if self.state else ""

    @property
    def is_complete(self) -> bool:
        return bool(self.state) and (self.state != LicenceState.LICENSED or bool(self.number and self.authority))

    @property
    def last_day(self) -> date | None:
        return date.fromisoformat(self.valid_until) if self.valid_until else None


class MembershipApplicationQuerySet(models.QuerySet["MembershipApplication"]):
    def open(self) -> "MembershipApplicationQuerySet":
        return self.filter(state__in=OPEN)

    def handed_in(self) -> "MembershipApplicationQuerySet":
        return self.filter(state__in=HANDED_IN)

    def awaiting_coordinator(self) -> "MembershipApplicationQuerySet":
        return self.filter(state__in=WITH_COORDINATOR)

    def with_coordinators(self, user: Any) -> "MembershipApplicationQuerySet":
        """Those that `user` sees at the desk: no drafts, which are nobody's business until they are handed in."""
        seen = self.exclude(state=ApplicationState.DRAFT).exclude(submitted_at=None)
        if user.has_role("secretariat"):
            return seen
        return seen.filter(country__in=user.countries_as("coordinator"))

    def visible_to(self, user: Any) -> "MembershipApplicationQuerySet":
        """The applicant's own, and those that the person works on as coordinator or secretariat."""
        if not user.is_authenticated:
            return self.none()
        at_desk = MembershipApplication.objects.with_coordinators(user).values("pk")
        return self.filter(models.Q(applicant=user) | models.Q(pk__in=at_desk))


class MembershipApplication(OrganisationFacts):
    """An organisation asks to join the network: first a draft, then a case at the coordinator's desk, then a decision.

    It holds the facts itself. The organisation comes into being only with the approval, so that the registry never
    contains anything that nobody verified.
    """

    TRANSITIONS = APPLICATION_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=20, choices=ApplicationState.choices, default=ApplicationState.DRAFT, editable=False
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="membership_applications", verbose_name=_("applicant")
    )
    applicant_title = models.CharField(_("your position in the organisation"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="applications", editable=False
    )
    precision = models.CharField(
        _("location shown to the public"), max_length=15, choices=Precision.choices, blank=True, default=""
    )

    licence_claims = models.JSONField(_("licences per service"), default=dict, blank=True, editable=False)
    declarations_version = models.CharField(max_length=20, blank=True, editable=False)
    declared_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    verifier = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    question = models.TextField(_("what the coordinator asks for"), blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects = MembershipApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_at", "id"]
        indexes = [
            models.Index(fields=["country", "state", "submitted_at"], name="application_queue"),
            models.Index(fields=["submitted_at", "id"], name="application_by_age"),
        ]
        constraints = [
            *OrganisationFacts.Meta.constraints,
            models.CheckConstraint(
                name="membership_application_state_is_known",
                condition=models.Q(state__in=ApplicationState.values),
            ),
            models.UniqueConstraint(
                fields=["applicant"],
                condition=models.Q(state=ApplicationState.DRAFT),
                name="one_draft_application_per_person",
                violation_error_message=_("You have a draft already: finish or withdraw it first."),
            ),
            models.UniqueConstraint(
                fields=["country", "register_key"],
                condition=models.Q(state__in=sorted(HANDED_IN)) & ~models.Q(register_key=""),
                name="one_open_application_per_organisation",
                violation_error_message=_("An application of this organisation is being dealt with already."),
            ),
            models.CheckConstraint(
                name="membership_decision_has_a_date",
                condition=models.Q(state__in=sorted(DECIDED), decided_at__isnull=False)
                | (~models.Q(state__in=sorted(DECIDED)) & models.Q(decided_at=None)),
            ),
            models.CheckConstraint(
                name="approved_application_has_its_organisation",
                condition=~models.Q(state=ApplicationState.APPROVED) | models.Q(organisation__isnull=False),
            ),
        ]
        verbose_name = _("membership application")
        verbose_name_plural = _("membership applications")

    def get_absolute_url(self) -> str:
        return reverse("application-status", kwargs={"application": self.uuid})

    def get_desk_url(self) -> str:
        return reverse("desk-application", kwargs={"application": self.uuid})

    @property
    def tone(self) -> str:
        return TONES[ApplicationState(self.state)]

    @property
    def whereabouts(self) -> str:
        """Who has the application now, as a sentence."""
        if self.state in WITH_APPLICANT:
            return gettext("It is with the applicant.")
        if self.state in WITH_COORDINATOR and self.verifier:
            return gettext("%(name)s is checking it.") % {"name": self.verifier.full_name}
        if self.state in WITH_COORDINATOR:
            return gettext("It waits for the coordinator of %(country)s.") % {"country": self.country.name}
        return ""

    @property
    def public_municipality(self) -> Municipality | None:
        """Here for whoever reads the application: they may know where the organisation is."""
        return self.municipality

    @property
    def public_address(self) -> str:
        return self.address

    @property
    def asks_for_licences(self) -> bool:
        """Whether what it does may need licences: a service provider, for each service it offers."""
        return self.kind == Kind.SERVICE_PROVIDER

    def claimed_licences(self) -> list[tuple[ServiceType, LicenceClaim]]:
        """What was said about the licence of each service that is chosen now, in the order of the services."""
        if not self.asks_for_licences:
            return []
        return [(service, LicenceClaim(**self.licence_claims.get(service.slug, {}))) for service in self.services.all()]

    @property
    def summary(self) -> Localised:
        return pick(self.summaries, get_language())

    @property
    def is_with_applicant(self) -> bool:
        return self.state in WITH_APPLICANT

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def effective_precision(self) -> str:
        """What was chosen, and until then the careful answer: shelters and their like are hidden."""
        if self.precision:
            return self.precision
        careful = self.services.filter(hidden_by_default=True).exists()
        return Precision.HIDDEN if careful else Precision.MUNICIPALITY


class ChecklistLine(models.Model):
    """One thing that the coordinator checks before an organisation joins, and what they found."""

    application = models.ForeignKey(MembershipApplication, models.CASCADE, related_name="checklist")
    item = models.CharField(max_length=30, choices=CHOICES)
    position = models.PositiveSmallIntegerField(default=0)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    note = models.TextField(_("note"), blank=True, help_text=_("For colleagues; the applicant does not see it."))
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application", "position"]
        constraints = [
            models.UniqueConstraint(fields=["application", "item"], name="one_checklist_line_per_item"),
            models.CheckConstraint(
                name="checked_line_says_when",
                condition=models.Q(verdict=Verdict.OPEN) | models.Q(checked_at__isnull=False),
            ),
        ]
        verbose_name = _("line of a checklist")
        verbose_name_plural = _("lines of a checklist")

    def __str__(self) -> str:
        return str(self.definition.question)

    @property
    def definition(self) -> Item:
        return BY_KEY[self.item]

    @property
    def tone(self) -> str:
        return {Verdict.PASSED: "good", Verdict.FAILED: "bad"}.get(Verdict(self.verdict), "neutral")


class Endorsement(models.Model):
    """A member organisation says that it knows the applicant and stands up for it."""

    application = models.ForeignKey(MembershipApplication, models.CASCADE, related_name="endorsements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="endorsements_given")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("how you know them"), max_length=2000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["application", "at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "organisation"],
                name="one_endorsement_per_organisation",
                violation_error_message=_("Your organisation has endorsed this application already."),
            )
        ]
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")

    def __str__(self) -> str:
        return f"{self.organisation} → {self.application}"
