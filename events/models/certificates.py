from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.clocks import hours_text
from events.codes import readable
from events.states import CERTIFICATE_TRANSITIONS, CertificateState

from .seats import Registration


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def issued(self) -> "CertificateQuerySet":
        return self.filter(state=CertificateState.ISSUED)

    def visible_to(self, user: Any) -> "CertificateQuerySet":
        """One's own, and those of events one organises."""
        return self.filter(registration__in=Registration.objects.visible_to(user))


class Certificate(models.Model):
    """The network's word that somebody took part, as it was on the day of issue.

    Everything that it says is copied into it, so that it stays true after the person, the page or the host changed.
    Whoever holds the code can check it.
    """

    TRANSITIONS = CERTIFICATE_TRANSITIONS

    code = models.CharField(max_length=20, unique=True, editable=False)
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="certificates")
    state = models.CharField(
        _("state"), max_length=10, choices=CertificateState.choices, default=CertificateState.ISSUED
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    person_name = models.CharField(_("name"), max_length=120)
    event_title = models.CharField(_("event"), max_length=255)
    kind = models.CharField(_("kind"), max_length=60)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    place = models.CharField(_("place"), max_length=250, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), default=0)
    accreditation_number = models.CharField(_("accreditation number"), max_length=60, blank=True)
    hosts = models.JSONField(_("hosts"), default=list)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(_("no longer valid since"), null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-id"]
        indexes = [models.Index(fields=["-issued_at", "-id"], name="certificate_by_issue")]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(state=CertificateState.ISSUED),
                name="one_valid_certificate_per_registration",
                violation_error_message=_("This person has a certificate already."),
            ),
            models.CheckConstraint(name="certificate_state_is_known", condition=Q(state__in=CertificateState.values)),
        ]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")

    def __str__(self) -> str:
        return f"{self.event_title} · {self.readable_code}"

    def get_absolute_url(self) -> str:
        return reverse("certificate-verify", kwargs={"code": self.readable_code})

    @property
    def readable_code(self) -> str:
        return readable(self.code)

    @property
    def extent(self) -> str:
        return hours_text(self.minutes)

    @property
    def is_valid(self) -> bool:
        return self.state == CertificateState.ISSUED
