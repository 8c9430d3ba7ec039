from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from members.days import today
from members.states import LicenceState, effective_licence_state
from network.core.models import Country

from .organisations import Organisation
from .vocabularies import ServiceType

TONES = {
    LicenceState.LICENSED: "good",
    LicenceState.APPLIED: "info",
    LicenceState.PREPARING: "info",
    LicenceState.REFUSED: "bad",
    LicenceState.EXPIRED: "warn",
}

SHOWN = (LicenceState.PREPARING, LicenceState.APPLIED, LicenceState.EXPIRED)


class LicenceQuerySet(models.QuerySet["Licence"]):
    def with_effective_state(self, day: date) -> Any:
        """Annotates `effective`: what `states.effective_licence_state` says of each, computed by the database."""
        expired = models.Q(state=LicenceState.LICENSED, valid_until__lt=day)
        return self.annotate(
            effective=models.Case(
                models.When(expired, then=models.Value(LicenceState.EXPIRED)),
                default=models.F("state"),
                output_field=models.CharField(),
            )
        )

    def public(self, day: date) -> "LicenceQuerySet":
        """What the public may know on `day`: no refusals, and of those in force only the ones that were checked."""
        shown = models.Q(effective__in=SHOWN) | models.Q(effective=LicenceState.LICENSED, confirmed_at__isnull=False)
        return self.with_effective_state(day).filter(shown)

    def proved(self, day: date) -> "LicenceQuerySet":
        """In force on `day`, and seen by a coordinator: what the badge in the directory stands for."""
        return self.exclude(confirmed_at=None).with_effective_state(day).filter(effective=LicenceState.LICENSED)


class Licence(models.Model):
    """What the law of a country asks of those who offer a service there, and how far an organisation has come with it.

    The organisation writes it down; a coordinator who has seen the document confirms it. Whoever changes it afterwards
    takes the confirmation away with that.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="licences")
    service = models.ForeignKey(ServiceType, models.PROTECT, related_name="licences", verbose_name=_("service"))
    country = models.ForeignKey(Country, models.PROTECT, related_name="licences", verbose_name=_("country"))
    state = models.CharField(_("state"), max_length=10, choices=LicenceState.choices, default=LicenceState.PREPARING)
    number = models.CharField(_("number"), max_length=60, blank=True)
    authority = models.CharField(_("issued by"), max_length=200, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects: Any = LicenceQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "service__position", "country"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "service", "country"],
                name="one_licence_per_service_and_country",
                violation_error_message=_("There is a line for this service in this country already."),
            ),
            models.CheckConstraint(
                name="a_licence_in_force_has_number_and_authority",
                condition=~models.Q(state=LicenceState.LICENSED) | (~models.Q(number="") & ~models.Q(authority="")),
                violation_error_message=_("Say the number of the licence and who issued it."),
            ),
            models.CheckConstraint(
                name="licence_ends_after_it_begins",
                condition=models.Q(valid_from=None)
                | models.Q(valid_until=None)
                | models.Q(valid_until__gte=models.F("valid_from")),
                violation_error_message=_("The end must not be earlier than the beginning."),
            ),
            models.CheckConstraint(name="licence_state_is_known", condition=models.Q(state__in=LicenceState.values)),
        ]
        verbose_name = _("licence")
        verbose_name_plural = _("licences")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.service}, {self.country}"

    @property
    def effective_state(self) -> LicenceState:
        return effective_licence_state(self.state, valid_until=self.valid_until, today=today())

    @property
    def label(self) -> str:
        return str(self.effective_state.label)

    @property
    def tone(self) -> str:
        return TONES.get(self.effective_state, "neutral")

    @property
    def is_proved(self) -> bool:
        return self.confirmed_at is not None and self.effective_state == LicenceState.LICENSED
