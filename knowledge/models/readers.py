"""What readers add to a case study: a mark for later, a comment, and that their organisation took it over."""

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.states import (
    ADAPTATION_TRANSITIONS,
    COMMENT_READABLE,
    COMMENT_TRANSITIONS,
    AdaptationState,
    CommentState,
)
from members.models import Organisation

from .case_studies import CaseStudy


class Bookmark(models.Model):
    """A study that somebody wants to find again."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="bookmarks")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "study"], name="one_bookmark_per_person_and_study")]
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")

    def __str__(self) -> str:
        return str(self.study)


class CommentQuerySet(models.QuerySet["Comment"]):
    def in_order(self) -> "CommentQuerySet":
        return self.select_related("author", "organisation").order_by("created_at", "id")

    def reported(self) -> "CommentQuerySet":
        return self.filter(state=CommentState.REPORTED)

    def moderated_by(self, user: Any) -> "CommentQuerySet":
        """Those on studies that the person decides on; twin of `can_moderate_comment`."""
        return self.filter(study__in=CaseStudy.objects.handled_by(user))


class Comment(models.Model):
    """What a member of the network says about a published study, under their name, for everybody to read."""

    TRANSITIONS = COMMENT_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="study_comments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("state"), max_length=20, choices=CommentState.choices, default=CommentState.SHOWN)
    text = models.TextField(_("comment"), max_length=2000)
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField(default=timezone.now)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["study", "created_at"], name="comment_by_study")]
        constraints = [
            models.CheckConstraint(name="comment_state_is_known", condition=Q(state__in=CommentState.values)),
            models.CheckConstraint(name="comment_says_something", condition=~Q(text="")),
        ]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self) -> str:
        return str(self.study)

    @property
    def country_id(self) -> str:
        return self.study.country_id

    @property
    def is_readable(self) -> bool:
        return self.state in COMMENT_READABLE


class AdaptationQuerySet(models.QuerySet["Adaptation"]):
    def confirmed(self) -> "AdaptationQuerySet":
        return self.filter(state=AdaptationState.CONFIRMED)

    def with_organisations(self) -> "AdaptationQuerySet":
        return self.select_related("organisation__country").order_by("created_at", "id")

    def visible_to(self, user: Any) -> "AdaptationQuerySet":
        """Confirmed ones for everybody; the others for the two organisations whom they link."""
        if not user.is_authenticated:
            return self.confirmed()
        speaks_for = user.affiliations.current(timezone.now()).speaking().values("organisation")
        return self.filter(
            Q(state=AdaptationState.CONFIRMED)
            | Q(study__author=user)
            | Q(study__organisation__in=speaks_for)
            | Q(organisation__in=speaks_for)
        )


class Adaptation(models.Model):
    """An organisation says that it took a practice over; once the author's side agrees, it links the two."""

    TRANSITIONS = ADAPTATION_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="adaptations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="adaptations")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=20, choices=AdaptationState.choices, default=AdaptationState.PROPOSED
    )
    text = models.TextField(_("what was changed"), max_length=1500)
    language = models.CharField(max_length=10)
    since = models.PositiveSmallIntegerField(
        _("since"), null=True, blank=True, validators=[MinValueValidator(1950), MaxValueValidator(2100)]
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = AdaptationQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "organisation"],
                name="one_adaptation_per_study_and_organisation",
                violation_error_message=_("Your organisation has said so already."),
            ),
            models.CheckConstraint(name="adaptation_state_is_known", condition=Q(state__in=AdaptationState.values)),
        ]
        verbose_name = _("adaptation")
        verbose_name_plural = _("adaptations")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.study}"

    @property
    def country_id(self) -> str:
        return self.organisation.country_id
