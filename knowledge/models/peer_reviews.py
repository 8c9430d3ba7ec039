import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge.choices import RATING_WORDS, RatingSource, Standing
from knowledge.states import REVIEW_DONE, REVIEW_TRANSITIONS, ReviewState
from members.models import Organisation
from members.permissions import current_affiliations
from network.core.languages import Localised, pick
from network.core.models import Country

from .standards import FrameworkVersion, Indicator


class Instrument(models.Model):
    """The questions of peer reviews, drawn from a version of standards. Frozen by its first use: what was asked stays."""

    slug = models.SlugField(max_length=80, unique=True)
    titles = models.JSONField(_("titles per language"), default=dict)
    version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="instruments")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")

    def __str__(self) -> str:
        return self.title.text

    @property
    def title(self) -> Localised:
        return pick(self.titles, get_language())


class ItemQuerySet(models.QuerySet["InstrumentItem"]):
    def delete(self) -> tuple[int, dict[str, int]]:
        for item in self:
            item.refuse_when_frozen()
        return super().delete()

    def update(self, **values: Any) -> int:
        for item in self:
            item.refuse_when_frozen()
        return super().update(**values)


class InstrumentItem(models.Model):
    """One question, and the indicator that it asks about."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    section = models.JSONField(default=dict)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    questions = models.JSONField(default=dict)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["instrument", "number"]
        constraints = [models.UniqueConstraint(fields=["instrument", "number"], name="items_are_numbered_once")]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return f"{self.number}. {self.question}"

    @property
    def question(self) -> Localised:
        return pick(self.questions, get_language())

    @property
    def section_title(self) -> Localised:
        return pick(self.section, get_language())

    def refuse_when_frozen(self) -> None:
        if Instrument.objects.filter(pk=self.instrument_id, frozen_at__isnull=False).exists():
            raise TypeError("An instrument that was used never changes.")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_when_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self.refuse_when_frozen()
        return super().delete(*args, **kwargs)


class PeerReviewQuerySet(models.QuerySet["PeerReview"]):
    def visible_to(self, user: Any) -> "PeerReviewQuerySet":
        """Twin of `can_see_review`: the host, the team, the coordinator of the country, the secretariat. Nobody else."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role("secretariat"):
            return self
        own = current_affiliations(user).values("organisation")
        team = Reviewer.objects.filter(person=user, standing__in=[Standing.INVITED, Standing.ACCEPTED])
        return self.filter(
            Q(host__in=own) | Q(pk__in=team.values("review")) | Q(country__in=user.countries_as("coordinator"))
        )

    def published(self) -> "PeerReviewQuerySet":
        """Those of which both sides agreed to publish the summary."""
        return self.filter(
            state__in=REVIEW_DONE, host_consented_at__isnull=False, team_consented_at__isnull=False
        ).exclude(summary="")

    def calling(self, today: Any) -> "PeerReviewQuerySet":
        """Those that look for reviewers in public; of them only what the call says is public."""
        return self.filter(state=ReviewState.AGREED, call_until__gte=today)


class PeerReview(models.Model):
    """Colleagues from other countries look at a service together with those who run it.

    Private to the host, the team and the coordinators. Nothing of it is public but a summary to which both sides have
    consented, and a call for reviewers, if there is one.
    """

    TRANSITIONS = REVIEW_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="reviews_hosted", verbose_name=_("host"))
    country = models.ForeignKey(Country, models.PROTECT, related_name="peer_reviews", verbose_name=_("country"))
    service = models.CharField(_("service under review"), max_length=200)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="reviews", verbose_name=_("instrument"))
    language = models.CharField(_("language"), max_length=10, choices=settings.WAGTAIL_CONTENT_LANGUAGES)
    state = models.CharField(_("state"), max_length=20, choices=ReviewState.choices, default=ReviewState.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    visit_from = models.DateField(_("visit from"), null=True, blank=True)
    visit_until = models.DateField(_("visit until"), null=True, blank=True)
    call_text = models.TextField(_("call for reviewers"), blank=True, max_length=2000)
    call_until = models.DateField(_("call open until"), null=True, blank=True)
    strengths = models.TextField(_("strengths"), blank=True, max_length=8000)
    advice = models.TextField(_("recommendations"), blank=True, max_length=8000)
    host_comment = models.TextField(_("reply of the host"), blank=True, max_length=8000)
    final_at = models.DateTimeField(_("final"), null=True, blank=True)
    summary = models.TextField(_("summary for the public"), blank=True, max_length=4000)
    host_consented_at = models.DateTimeField(null=True, blank=True)
    host_consented_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    team_consented_at = models.DateTimeField(null=True, blank=True)
    team_consented_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = PeerReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at"]
        indexes = [models.Index(fields=["state", "-final_at"], name="review_by_state")]
        constraints = [
            models.CheckConstraint(name="review_state_is_known", condition=Q(state__in=ReviewState.values)),
            models.CheckConstraint(
                name="review_visit_ends_after_it_begins",
                condition=Q(visit_from=None) | Q(visit_until=None) | Q(visit_until__gte=models.F("visit_from")),
                violation_error_message=_("The visit cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="final_review_is_dated", condition=~Q(state__in=sorted(REVIEW_DONE)) | Q(final_at__isnull=False)
            ),
        ]
        verbose_name = _("peer review")
        verbose_name_plural = _("peer reviews")

    def __str__(self) -> str:
        return f"{self.host}: {self.service}"

    def get_absolute_url(self) -> str:
        return reverse("peer-review", kwargs={"review_id": self.uuid})

    def get_summary_url(self) -> str:
        return reverse("peer-review-summary", kwargs={"review_id": self.uuid})

    @property
    def published_at(self) -> Any:
        """When the second of the two sides consented; None while the summary is private."""
        return max(self.host_consented_at, self.team_consented_at) if self.is_published else None  # type: ignore[type-var]

    @property
    def room_key(self) -> str:
        """What messaging knows the room of the team by."""
        return f"knowledge.review:{self.pk}"

    @property
    def is_published(self) -> bool:
        """Twin of `PeerReview.objects.published`."""
        return bool(self.state in REVIEW_DONE and self.host_consented_at and self.team_consented_at and self.summary)


class Reviewer(models.Model):
    """A colleague in, or asked into, the team of a review, and what they declared about their ties to the host."""

    review = models.ForeignKey(PeerReview, models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="peer_reviews")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    standing = models.CharField(_("standing"), max_length=20, choices=Standing.choices, default=Standing.INVITED)
    is_lead = models.BooleanField(_("leads the team"), default=False)
    since = models.DateTimeField(default=timezone.now)
    motivation = models.TextField(_("why you"), blank=True, max_length=2000)
    has_conflict = models.BooleanField(null=True, blank=True)
    declaration = models.TextField(_("declaration"), blank=True, max_length=2000)
    declared_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(_("ratings handed in"), null=True, blank=True)

    class Meta:
        ordering = ["review", "-is_lead", "since"]
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="nobody_reviews_a_service_twice_at_once"),
            models.UniqueConstraint(fields=["review"], condition=Q(is_lead=True), name="review_has_one_lead"),
            models.CheckConstraint(
                name="reviewer_in_the_team_declared_no_conflict",
                condition=~Q(standing=Standing.ACCEPTED) | Q(has_conflict=False, declared_at__isnull=False),
            ),
        ]
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")

    def __str__(self) -> str:
        return str(self.person)


class Rating(models.Model):
    """What the host, one peer or the peers together think of one question: 0 to 4, or that it does not apply."""

    review = models.ForeignKey(PeerReview, models.CASCADE, related_name="ratings")
    item = models.ForeignKey(InstrumentItem, models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=RatingSource.choices)
    reviewer = models.ForeignKey(Reviewer, models.CASCADE, null=True, blank=True, related_name="ratings")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    does_not_apply = models.BooleanField(default=False)
    evidence = models.TextField(blank=True, max_length=3000)
    question = models.TextField()  # as it was read when it was answered
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    rated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["review", "item__number", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "item", "source"],
                condition=Q(reviewer=None),
                name="one_rating_by_host_and_by_all_peers",
            ),
            models.UniqueConstraint(
                fields=["item", "reviewer"],
                condition=Q(reviewer__isnull=False),
                name="one_rating_per_question_and_peer",
            ),
            models.CheckConstraint(
                name="rating_is_of_a_peer_or_of_all",
                condition=Q(source=RatingSource.PEER, reviewer__isnull=False)
                | (~Q(source=RatingSource.PEER) & Q(reviewer=None)),
            ),
            models.CheckConstraint(
                name="rating_is_zero_to_four_or_does_not_apply",
                condition=Q(does_not_apply=True, value=None) | Q(does_not_apply=False, value__lte=4),
            ),
        ]
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")

    def __str__(self) -> str:
        return f"{self.item.number}: {self.label}"

    @property
    def label(self) -> str:
        return "—" if self.value is None else f"{self.value} · {RATING_WORDS[self.value]}"


class ImprovementAction(models.Model):
    """What the host will change, who sees to it, and by when."""

    review = models.ForeignKey(PeerReview, models.CASCADE, related_name="actions")
    text = models.TextField(_("what will change"), max_length=1000)
    owner = models.CharField(_("who sees to it"), max_length=150)
    due_on = models.DateField(_("by when"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        ordering = ["review", "due_on", "id"]
        verbose_name = _("improvement")
        verbose_name_plural = _("improvements")

    def __str__(self) -> str:
        return self.text[:80]


class FollowUp(models.Model):
    """The look back after six and after twelve months."""

    review = models.ForeignKey(PeerReview, models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    text = models.TextField(_("what came of it"), blank=True, max_length=4000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["review", "months"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "months"], name="one_look_back_after_six_and_after_twelve_months"
            ),
            models.CheckConstraint(name="look_back_is_after_six_or_twelve_months", condition=Q(months__in=[6, 12])),
        ]
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")

    def __str__(self) -> str:
        return f"{self.review} +{self.months}"
