import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _


class DueFeedManager(models.Manager["DueFeed"]):
    def by_token(self, token: str) -> "DueFeed | None":
        """The feed that `token` opens, or None for one that is wrong or was revoked."""
        key, _mark, proof = token.partition("-")
        try:
            feed = self.select_related("person").filter(key=uuid.UUID(hex=key)).first()
        except ValueError:
            return None
        return feed if feed and feed.person.is_active and constant_time_compare(proof, feed.proof) else None


class DueFeed(models.Model):
    """The secret address under which a calendar program reads what is due under the grants a person may see.

    SECURITY: the address holds a proof made with the secret key, so that a stolen database opens no feed. A new `key`
    revokes the address at once.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants_due_feed")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DueFeedManager()

    class Meta:
        verbose_name = _("calendar of what is due")
        verbose_name_plural = _("calendars of what is due")

    def __str__(self) -> str:
        return str(self.person)

    @property
    def proof(self) -> str:
        return salted_hmac("grants.due-feed", self.key.hex, algorithm="sha256").hexdigest()[:40]

    @property
    def token(self) -> str:
        return f"{self.key.hex}-{self.proof}"

    def get_absolute_url(self, **_kwargs: Any) -> str:
        return reverse("grants-due-feed", kwargs={"token": self.token})


class DueReminder(models.Model):
    """That somebody has been reminded of something on a day, so that nobody is reminded of it twice."""

    key = models.CharField(max_length=120, unique=True)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-sent_at"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")

    def __str__(self) -> str:
        return self.key
