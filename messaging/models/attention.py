from datetime import time

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from messaging.states import Rhythm
from network.core.models import Country


class Attention(models.Model):
    """When and how a person wants to hear of rooms outside them, and whether others see that they are there.

    Who never said anything is treated as a new row of this: `Attention(person=…)`.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="attention")
    rhythm = models.CharField(_("E-mail about rooms"), max_length=10, choices=Rhythm.choices, default=Rhythm.SOON)
    quiet_from = models.TimeField(_("Quiet from"), default=time(20))
    quiet_until = models.TimeField(_("Quiet until"), default=time(8))
    writes_on_free_days = models.BooleanField(_("Also on weekends and public holidays"), default=False)
    country = models.ForeignKey(
        Country, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Holidays of")
    )
    is_seen = models.BooleanField(_("Others see when I am in a room and when I am writing"), default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="attention_rhythm_is_known", condition=models.Q(rhythm__in=Rhythm.values))
        ]
        verbose_name = _("attention to rooms")
        verbose_name_plural = _("attention to rooms")

    def __str__(self) -> str:
        return str(self.person)

    def is_quiet_at(self, moment: time) -> bool:
        """Whether the person's clock stands in their quiet hours, which may reach over midnight."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= moment < self.quiet_until
        return moment >= self.quiet_from or moment < self.quiet_until
