from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from messaging.states import Ballot

from .messages import Message


class Poll(models.Model):
    """A question put to a room with a message. People vote by name, or each organisation with one voice."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="poll")
    ballot = models.CharField(_("who votes"), max_length=15, choices=Ballot.choices, default=Ballot.PERSON)
    allows_several = models.BooleanField(_("several answers"), default=False)
    closes_at = models.DateTimeField(_("ends"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="poll_ballot_is_known", condition=Q(ballot__in=Ballot.values)),
        ]
        verbose_name = _("poll")
        verbose_name_plural = _("polls")

    def __str__(self) -> str:
        return f"{self.message}"

    def is_open(self, now: Any = None) -> bool:
        now = now or timezone.now()
        return self.closed_at is None and (self.closes_at is None or now < self.closes_at)

    @property
    def is_by_organisation(self) -> bool:
        return self.ballot == Ballot.ORGANISATION


class PollOption(models.Model):
    """One answer that can be chosen."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("answer"), max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["poll", "position"], name="poll_answers_have_their_places")]
        verbose_name = _("answer of a poll")
        verbose_name_plural = _("answers of a poll")

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """An answer was chosen by a person, for themselves or as the voice of an organisation."""

    option = models.ForeignKey(PollOption, models.CASCADE, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="votes")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    cast_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["cast_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["option", "person"], condition=Q(organisation=None), name="a_person_chooses_an_answer_once"
            ),
            models.UniqueConstraint(
                fields=["option", "organisation"],
                condition=Q(organisation__isnull=False),
                name="an_organisation_chooses_an_answer_once",
            ),
        ]
        verbose_name = _("vote")
        verbose_name_plural = _("votes")

    def __str__(self) -> str:
        return f"{self.person} — {self.option}"
