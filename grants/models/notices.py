"""What is said about a call after it has been opened: questions with answers for everybody, and corrigenda."""

import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .calls import Call


class CallQuestionQuerySet(models.QuerySet["CallQuestion"]):
    def published(self) -> "CallQuestionQuerySet":
        """Answered ones, which everybody reads, in the order of the answers."""
        return self.filter(answered_at__isnull=False).order_by("answered_at", "id")

    def waiting(self) -> "CallQuestionQuerySet":
        return self.filter(answered_at__isnull=True, declined_at__isnull=True).order_by("asked_at", "id")


class CallQuestion(models.Model):
    """A question about a call. Its answer is published for all, without the name of whoever asked."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="questions")
    text = models.TextField(_("question"))
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)

    objects = CallQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["call", "answered_at"], name="question_of_call")]
        constraints = [
            models.CheckConstraint(
                name="published_question_has_an_answer",
                condition=models.Q(answered_at__isnull=True) | ~models.Q(answer=""),
            )
        ]
        verbose_name = _("question about a call")
        verbose_name_plural = _("questions about calls")

    def __str__(self) -> str:
        return self.text[:80]


class Corrigendum(models.Model):
    """A dated correction of a call that was already open: what changed, in words. Never changes itself."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="corrigenda")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("what changes, and why"))
    language = models.CharField(max_length=10)
    closed_at_before = models.DateTimeField(null=True, blank=True)
    closes_at_after = models.DateTimeField(null=True, blank=True)
    form_version = models.PositiveSmallIntegerField(null=True, blank=True)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["call", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_corrigendum_per_call_and_number"),
            models.CheckConstraint(
                name="corrigendum_only_extends_the_deadline",
                condition=models.Q(closes_at_after__isnull=True)
                | models.Q(closes_at_after__gt=models.F("closed_at_before")),
            ),
        ]
        verbose_name = _("corrigendum")
        verbose_name_plural = _("corrigenda")

    def __str__(self) -> str:
        return f"{self.call} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A corrigendum never changes; publish another one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A corrigendum is never deleted.")
