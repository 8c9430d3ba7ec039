import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from members.models import Organisation

from .recommendations import GovernmentResponse, Recommendation


class ResponseRequest(models.Model):
    """A letter to an institution with a link of its own, by which it answers one recommendation once, without an account.

    SECURITY: only a digest of the link's secret is kept; the secret itself stands in the one letter that carries it.
    """

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="response_requests")
    institution = models.ForeignKey(Organisation, models.PROTECT, related_name="response_requests")
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    response = models.OneToOneField(
        GovernmentResponse, models.PROTECT, null=True, blank=True, related_name="request", editable=False
    )

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="response_link_is_used_or_withdrawn_not_both", condition=Q(response=None) | Q(withdrawn_at=None)
            ),
            models.CheckConstraint(
                name="response_link_ends_after_it_begins", condition=Q(expires_at__gt=models.F("asked_at"))
            ),
        ]
        verbose_name = _("request for a response")
        verbose_name_plural = _("requests for a response")

    def __str__(self) -> str:
        return f"{self.recommendation} → {self.institution}"

    def refusal(self, now: Any) -> str:
        """Why the link opens nothing any more, in a sentence; empty while it does."""
        if self.response_id:
            return _now("This link was used: the answer stands on the page of the recommendation.")
        if self.withdrawn_at:
            return _now("This link was taken back. The organisations that sent it can send you another.")
        if self.expires_at <= now:
            return _now("This link has expired. The organisations that sent it can send you another.")
        return ""


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def address_of_secret(secret: str) -> str:
    return reverse("response-by-link", kwargs={"secret": secret})


class Follow(models.Model):
    """Somebody wants to hear when anything becomes of a recommendation."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="follows")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["recommendation"]
        constraints = [
            models.UniqueConstraint(fields=["person", "recommendation"], name="nobody_follows_a_recommendation_twice")
        ]
        verbose_name = _("follower")
        verbose_name_plural = _("followers")

    def __str__(self) -> str:
        return f"{self.person} → {self.recommendation}"
