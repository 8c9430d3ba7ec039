import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.consent_texts import Purpose
from members.registry_states import MAILING_TRANSITIONS, MailingState, RecipientState
from network.core.languages import Localised, pick
from network.core.models import Country

from .vocabularies import Theme


class Interest(models.Model):
    """What an official or a journalist wants to hear about. Whether we may write is the consent's business."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="interest")
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("The person reads it in their copy."))

    class Meta:
        verbose_name = _("field of interest")
        verbose_name_plural = _("fields of interest")

    def __str__(self) -> str:
        return str(self.person)


class MailingQuerySet(models.QuerySet["Mailing"]):
    def due(self, now: datetime) -> "MailingQuerySet":
        return self.filter(state=MailingState.QUEUED, leaves_at__lte=now)


class Mailing(models.Model):
    """A letter to the press or to officials: written, looked at, queued, and gone a little later unless it is stopped."""

    TRANSITIONS = MAILING_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=MailingState.choices, default=MailingState.DRAFT)
    purpose = models.CharField(_("to whom"), max_length=20, choices=Purpose.choices, default=Purpose.PRESS)
    countries = models.ManyToManyField(
        Country, blank=True, related_name="+", verbose_name=_("countries"), help_text=_("None chosen: all.")
    )
    themes = models.ManyToManyField(
        Theme,
        blank=True,
        related_name="+",
        verbose_name=_("fields of interest"),
        help_text=_("None chosen: whatever they are interested in."),
    )
    subjects = models.JSONField(_("subject per language"), default=dict)
    texts = models.JSONField(_("text per language"), default=dict)
    link = models.URLField(_("link"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    queued_at = models.DateTimeField(null=True, blank=True)
    leaves_at = models.DateTimeField(_("leaves at"), null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects: Any = MailingQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-id"]
        constraints = [
            models.CheckConstraint(name="mailing_state_is_known", condition=models.Q(state__in=MailingState.values)),
            models.CheckConstraint(
                name="a_queued_mailing_says_when_it_leaves",
                condition=models.Q(state__in=[MailingState.DRAFT, MailingState.STOPPED])
                | models.Q(leaves_at__isnull=False),
            ),
        ]
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")

    def __str__(self) -> str:
        return self.subject.text or str(self.uuid)

    def get_absolute_url(self) -> str:
        return reverse("desk-mailing", kwargs={"mailing": self.uuid})

    @property
    def subject(self) -> Localised:
        return pick(self.subjects, get_language())

    @property
    def text(self) -> Localised:
        return pick(self.texts, get_language())


class MailingRecipient(models.Model):
    """One line of a mailing's log: to whom it was to go, and whether it went."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="recipients")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mailings")
    state = models.CharField(_("state"), max_length=12, choices=RecipientState.choices, default=RecipientState.QUEUED)
    reason = models.CharField(_("why not"), max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["mailing", "id"]
        constraints = [
            models.UniqueConstraint(fields=["mailing", "person"], name="one_letter_per_mailing_and_person"),
            models.CheckConstraint(
                name="mailing_recipient_state_is_known", condition=models.Q(state__in=RecipientState.values)
            ),
            models.CheckConstraint(
                name="who_was_left_out_has_a_reason",
                condition=~models.Q(state=RecipientState.SUPPRESSED) | ~models.Q(reason=""),
            ),
        ]
        verbose_name = _("recipient of a mailing")
        verbose_name_plural = _("recipients of mailings")

    def __str__(self) -> str:
        return f"{self.mailing_id}: {self.person_id}"
