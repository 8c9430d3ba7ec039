from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from messaging.states import (
    MODERATING,
    PARTICIPATION_TRANSITIONS,
    PRESENT,
    NotificationLevel,
    ParticipantRole,
    ParticipationState,
)

from .rooms import Room


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def active(self) -> "ParticipationQuerySet":
        return self.filter(state=ParticipationState.ACTIVE)

    def present(self) -> "ParticipationQuerySet":
        return self.filter(state__in=PRESENT)

    def of(self, person: Any) -> "ParticipationQuerySet":
        return self.filter(person=person)

    def with_unread(self) -> "ParticipationQuerySet":
        """Adds `unread`: how many messages came after the last one read. Needs no look at the messages themselves."""
        return self.annotate(unread=models.F("room__head_seq") - models.F("last_read_seq"))


class Participation(models.Model):
    """A person's place in a room: what they may do there, how far they have read, what they want to hear of it."""

    TRANSITIONS = PARTICIPATION_TRANSITIONS

    room = models.ForeignKey(Room, models.CASCADE, related_name="participations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="participations")
    state = models.CharField(
        _("state"), max_length=10, choices=ParticipationState.choices, default=ParticipationState.ACTIVE
    )
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole.choices, default=ParticipantRole.MEMBER)
    last_read_seq = models.PositiveBigIntegerField(default=0)
    notified_seq = models.PositiveBigIntegerField(
        default=0, editable=False, help_text=_("How far the e-mails about this room have come.")
    )
    muted_until = models.DateTimeField(_("silenced until"), null=True, blank=True)
    level = models.CharField(
        _("tell me about"), max_length=10, choices=NotificationLevel.choices, default=NotificationLevel.MENTIONS
    )
    joined_at = models.DateTimeField(default=timezone.now)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at", "id"]
        indexes = [models.Index(fields=["person", "state", "room"], name="participation_by_person")]
        constraints = [
            models.UniqueConstraint(fields=["room", "person"], name="one_participation_per_room_and_person"),
            models.CheckConstraint(
                name="participation_state_is_known", condition=models.Q(state__in=ParticipationState.values)
            ),
        ]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")

    def __str__(self) -> str:
        return f"{self.person} — {self.room}"

    @property
    def is_active(self) -> bool:
        return self.state == ParticipationState.ACTIVE

    @property
    def moderates(self) -> bool:
        return self.is_active and self.role in MODERATING


class Block(models.Model):
    """A person does not want to be written to by another. The other is not told."""

    blocker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="one_block_per_pair"),
            models.CheckConstraint(name="nobody_blocks_themselves", condition=~models.Q(blocker=models.F("blocked"))),
        ]
        verbose_name = _("block")
        verbose_name_plural = _("blocks")

    def __str__(self) -> str:
        return f"{self.blocker} — {self.blocked}"
