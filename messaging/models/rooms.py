from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.models import Organisation, Theme
from members.permissions import is_member
from messaging.states import COMMON_KINDS, PRESENT, ParticipationState, Posting, RoomKind, Sensitivity
from network.core.languages import Localised, pick
from network.core.models import Country


class RoomQuerySet(models.QuerySet["Room"]):
    def visible_to(self, user: Any) -> "RoomQuerySet":
        """The rooms whose messages `user` may read; the twin of `permissions.can_read_room`.

        Common rooms open to whom their sensitivity admits, an organisation's room to its people, every other room to
        those who were let in. Who was removed from a room does not see it whatever else they are.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        participations = self.model._meta.get_field("participations").related_model.objects  # type: ignore[union-attr]
        mine = participations.filter(room=OuterRef("pk"), person=user)
        levels = [Sensitivity.OPEN, Sensitivity.MEMBERS] if is_member(user) else [Sensitivity.OPEN]
        admitted = Q(kind__in=COMMON_KINDS, sensitivity__in=levels)
        at_home = Q(kind=RoomKind.ORGANISATION, organisation__in=user.organisations())
        let_in = Exists(mine.filter(state__in=PRESENT)) & ~Q(kind=RoomKind.ORGANISATION)
        let_in &= ~Q(kind__in=COMMON_KINDS) | Q(sensitivity=Sensitivity.CONFIDENTIAL)
        removed = Exists(mine.filter(state=ParticipationState.REMOVED))
        return self.filter(admitted | at_home | Q(let_in)).filter(~removed)

    def current(self) -> "RoomQuerySet":
        return self.filter(archived_at=None)

    def by_last_message(self) -> "RoomQuerySet":
        return self.order_by("-last_message_at", "-id")


class Room(models.Model):
    """A place where people of the network talk about something.

    `head_seq` is the number of its newest message: messages are numbered 1, 2, 3 … without gaps, under a lock on this
    row. `revision` counts every change in the room (message, edit, deletion, reaction) in the same way, so that
    somebody who was away can ask for exactly what they missed.
    """

    slug = models.SlugField(max_length=80, unique=True)
    key = models.CharField(
        max_length=120,
        unique=True,
        null=True,
        blank=True,
        help_text=_("What the room was opened for, so that it is opened once."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RoomKind.choices)
    titles = models.JSONField(_("title per language"), default=dict, blank=True)
    purposes = models.JSONField(_("purpose per language"), default=dict, blank=True)
    sensitivity = models.CharField(
        _("sensitivity"), max_length=15, choices=Sensitivity.choices, default=Sensitivity.CONFIDENTIAL
    )
    posting = models.CharField(_("who may write"), max_length=15, choices=Posting.choices, default=Posting.EVERYONE)
    slow_mode_seconds = models.PositiveIntegerField(_("seconds between two messages of a person"), default=0)
    retention_days = models.PositiveIntegerField(_("days after which messages are deleted"), null=True, blank=True)

    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="rooms")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="rooms")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="rooms")

    head_seq = models.PositiveBigIntegerField(default=0, editable=False)
    revision = models.PositiveBigIntegerField(default=0, editable=False)
    last_message_at = models.DateTimeField(default=timezone.now, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["-last_message_at", "-id"]
        indexes = [
            models.Index(fields=["-last_message_at", "-id"], name="room_by_last_message"),
            models.Index(fields=["kind", "country"], name="room_by_kind_and_country"),
        ]
        constraints = [
            models.CheckConstraint(
                name="room_of_an_organisation_names_it",
                condition=~Q(kind=RoomKind.ORGANISATION) | Q(organisation__isnull=False),
                violation_error_message=_("Say whose room this is."),
            ),
            models.CheckConstraint(
                name="room_of_a_country_names_it",
                condition=~Q(kind=RoomKind.COUNTRY) | Q(country__isnull=False),
                violation_error_message=_("Say which country the room is for."),
            ),
            models.CheckConstraint(
                name="every_message_is_a_change_of_its_room",
                condition=Q(revision__gte=models.F("head_seq")),
            ),
        ]
        verbose_name = _("room")
        verbose_name_plural = _("rooms")

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("room", kwargs={"slug": self.slug})

    @property
    def localised_title(self) -> Localised:
        return pick(self.titles, get_language())

    @property
    def localised_purpose(self) -> Localised:
        return pick(self.purposes, get_language())

    @property
    def title(self) -> str:
        return self.localised_title.text

    @property
    def is_confidential(self) -> bool:
        return self.sensitivity == Sensitivity.CONFIDENTIAL

    @property
    def is_direct(self) -> bool:
        return self.kind == RoomKind.DIRECT
