from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from network.core.models import PrivateFile

from .rooms import Room


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: Any) -> "MessageQuerySet":
        return self.filter(room__in=Room.objects.visible_to(user))

    def complete(self) -> "MessageQuerySet":
        """With everything that showing them needs but files, which few have: one query, however many there are."""
        return self.select_related("author", "organisation", "reply_to", "reply_to__author")

    def in_order(self) -> "MessageQuerySet":
        return self.order_by("seq")

    def after(self, seq: int) -> "MessageQuerySet":
        return self.filter(seq__gt=seq)

    def before(self, seq: int) -> "MessageQuerySet":
        return self.filter(seq__lt=seq)

    def pinned(self) -> "MessageQuerySet":
        return self.filter(pinned_at__isnull=False).order_by("-pinned_at")

    def changed_since(self, revision: int) -> "MessageQuerySet":
        return self.filter(revision__gt=revision)


class Message(models.Model):
    """One thing somebody said in a room. Its number stays taken even when the words are withdrawn.

    `client_id` is the sender's own name for it: sending it again is the same message. `text` is Markdown as typed and
    `html` what it means, made once and clean. `revision` is the count of the room's changes when this one last changed.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="messages")
    seq = models.PositiveBigIntegerField()
    revision = models.PositiveBigIntegerField()
    client_id = models.UUIDField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages")
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("speaking for")
    )
    text = models.TextField(_("message"), blank=True)
    html = models.TextField(blank=True, editable=False)
    folded = models.TextField(blank=True, editable=False)
    language = models.CharField(max_length=10, blank=True, editable=False)
    topic = models.CharField(_("topic"), max_length=120, blank=True)
    reply_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replies")
    reactions = models.JSONField(default=dict, editable=False, help_text=_("Sign → the public ids of who gave it."))
    mentions_all = models.BooleanField(default=False)
    has_files = models.BooleanField(default=False, editable=False)
    has_poll = models.BooleanField(default=False, editable=False)
    pinned_at = models.DateTimeField(null=True, blank=True, editable=False)
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["room", "revision"], name="message_by_room_and_change"),
            models.Index(fields=["author", "-sent_at"], name="message_by_author"),
            models.Index(
                fields=["room", "-pinned_at"], name="message_pinned", condition=models.Q(pinned_at__isnull=False)
            ),
            models.Index(fields=["room", "topic"], name="message_by_topic", condition=~models.Q(topic="")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="message_number_is_unique_in_its_room"),
            models.UniqueConstraint(fields=["author", "client_id"], name="message_is_sent_once_by_its_author"),
            models.CheckConstraint(name="messages_are_numbered_from_one", condition=models.Q(seq__gte=1)),
            models.CheckConstraint(
                name="a_deleted_message_says_nothing",
                condition=models.Q(deleted_at=None) | models.Q(text="", html="", folded=""),
            ),
            models.CheckConstraint(
                name="a_deleted_message_is_not_pinned",
                condition=models.Q(deleted_at=None) | models.Q(pinned_at=None),
            ),
        ]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return f"{self.room_id} #{self.seq}"

    def get_absolute_url(self) -> str:
        return reverse("message", kwargs={"slug": self.room.slug, "seq": self.seq})

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def is_pinned(self) -> bool:
        return self.pinned_at is not None

    @property
    def is_withdrawn(self) -> bool:
        """By its author, rather than hidden by a moderator or gone with its time."""
        return self.is_deleted and self.deleted_by_id == self.author_id


class MessageVersion(models.Model):
    """What a message said before it was changed."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="versions")
    text = models.TextField()
    html = models.TextField()
    until = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["until"]
        verbose_name = _("earlier version")
        verbose_name_plural = _("earlier versions")

    def __str__(self) -> str:
        return f"{self.message} — {self.until:%Y-%m-%d %H:%M}"


class Mention(models.Model):
    """A message calls a person by name."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="one_mention_per_message_and_person")]
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")

    def __str__(self) -> str:
        return f"{self.message} @ {self.person}"


class Attachment(models.Model):
    """A file that came with a message."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    file = models.OneToOneField(PrivateFile, models.CASCADE, related_name="attachment")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.file.name
