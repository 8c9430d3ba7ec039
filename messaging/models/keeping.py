from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .messages import Message
from .rooms import Room


class Bookmark(models.Model):
    """A person keeps a message to come back to. Nobody else knows."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_messages")
    message = models.ForeignKey(Message, models.CASCADE, related_name="bookmarks")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "message"], name="one_bookmark_per_person_and_message")
        ]
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")

    def __str__(self) -> str:
        return f"{self.person} — {self.message}"


class Draft(models.Model):
    """What a person began to write in a room, on whichever device, until it is sent or emptied."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    room = models.ForeignKey(Room, models.CASCADE, related_name="drafts")
    text = models.TextField(_("message"))
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "room"], name="one_draft_per_person_and_room"),
            models.CheckConstraint(name="a_draft_says_something", condition=~models.Q(text="")),
        ]
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")

    def __str__(self) -> str:
        return f"{self.person} — {self.room}"
