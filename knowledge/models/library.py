"""The library: what others can use as it stands, in the languages in which it exists."""

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge.choices import Audience, Level, Licence, Quality, ResourceKind
from knowledge.states import RESOURCE_TRANSITIONS, ResourceState
from members.models import Organisation, Theme
from network.core.languages import Localised, pick
from network.core.models import Country, PrivateFile

from .case_studies import CaseStudy


class Collection(models.Model):
    """Things of the library that belong together: a course, the papers of one project."""

    slug = models.SlugField(max_length=80, unique=True)
    titles = models.JSONField(_("titles per language"), default=dict)
    texts = models.JSONField(_("texts per language"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("collection")
        verbose_name_plural = _("collections")

    def __str__(self) -> str:
        return self.title.text

    @property
    def title(self) -> Localised:
        return pick(self.titles, get_language())


class ResourceQuerySet(models.QuerySet["Resource"]):
    def public(self) -> "ResourceQuerySet":
        return self.filter(state=ResourceState.PUBLISHED)

    def ever_public(self) -> "ResourceQuerySet":
        """Published ones and withdrawn ones, whose address says why they are gone."""
        return self.filter(state__in=[ResourceState.PUBLISHED, ResourceState.WITHDRAWN])

    def newest_first(self) -> "ResourceQuerySet":
        return self.order_by("-published_at", "-id")

    def visible_to(self, user: Any) -> "ResourceQuerySet":
        """Public ones for everybody, all of them for those who keep the library; twin of `can_see_resource`."""
        if user.is_authenticated and user.has_role("editor", "secretariat"):
            return self
        return self.public()

    def with_facts(self) -> "ResourceQuerySet":
        """With everything that a card shows, in a fixed number of queries."""
        places = models.Prefetch("lessons", Lesson.objects.only("resource", "language"))
        return self.select_related("country", "organisation").prefetch_related("themes", "versions", places)


class Resource(models.Model):
    """A manual, a module to learn from, a template, a report, a law or a briefing that somebody elsewhere can use.

    Titles and summaries stand in every language in one row; the thing itself as a file per language
    (`LanguageVersion`), or, where one learns on the site, as lessons with a quiz.
    """

    TRANSITIONS = RESOURCE_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=20, choices=ResourceState.choices, default=ResourceState.DRAFT)
    version = models.PositiveIntegerField(default=1, editable=False)  # of what editors save: none overwrites another
    kind = models.CharField(_("kind"), max_length=20, choices=ResourceKind.choices)
    language = models.CharField(_("written in"), max_length=10, choices=settings.WAGTAIL_CONTENT_LANGUAGES)
    titles = models.JSONField(_("titles per language"), default=dict)
    summaries = models.JSONField(_("summaries per language"), default=dict, blank=True)
    audience = models.CharField(_("for whom"), max_length=20, choices=Audience.choices, default=Audience.PRACTITIONERS)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default=Level.BASIC)
    minutes = models.PositiveSmallIntegerField(
        _("minutes to read or work through"), null=True, blank=True, validators=[MaxValueValidator(6000)]
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.CC_BY)
    authors = models.CharField(_("authors"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="resources", verbose_name=_("organisation")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="resources", verbose_name=_("themes"))
    collections = models.ManyToManyField(
        Collection, blank=True, related_name="resources", verbose_name=_("collections")
    )
    studies = models.ManyToManyField(CaseStudy, blank=True, related_name="resources", verbose_name=_("used in"))

    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("last changed"), null=True, blank=True, editable=False)
    harvested_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(_("why it was withdrawn"), blank=True, editable=False)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-id"]
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"], name="resource_newest_public"),
            models.Index(fields=["harvested_at", "uuid"], name="resource_by_harvest"),
        ]
        constraints = [
            models.CheckConstraint(name="resource_state_is_known", condition=Q(state__in=ResourceState.values)),
            models.CheckConstraint(
                name="published_resource_has_a_date",
                condition=Q(state=ResourceState.DRAFT) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="withdrawn_resource_says_why",
                condition=(Q(state=ResourceState.WITHDRAWN) & ~Q(withdrawal_reason=""))
                | (~Q(state=ResourceState.WITHDRAWN) & Q(withdrawal_reason="")),
            ),
        ]
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

    def __str__(self) -> str:
        return self.title.text or self.slug

    def get_absolute_url(self) -> str:
        return reverse("resource", kwargs={"slug": self.slug})

    def get_desk_url(self) -> str:
        return reverse("resource-desk-detail", kwargs={"resource_id": self.uuid})

    @property
    def title(self) -> Localised:
        return pick(self.titles, get_language())

    @property
    def summary(self) -> Localised:
        return pick(self.summaries, get_language())

    @property
    def is_public(self) -> bool:
        return self.state == ResourceState.PUBLISHED

    @property
    def languages(self) -> list[str]:
        """The languages in which the thing itself exists; costs no query after `with_facts()`."""
        found = {one.language for one in self.lessons.all()} | {one.language for one in self.versions.all()}
        return [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES if code in found]

    @property
    def is_module(self) -> bool:
        return self.kind == ResourceKind.MODULE


class LanguageVersion(models.Model):
    """The thing itself in one language, numbered; older ones stay, so that a citation can be checked."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="versions")
    language = models.CharField(_("language"), max_length=10, choices=settings.WAGTAIL_CONTENT_LANGUAGES)
    number = models.PositiveSmallIntegerField(_("version"))
    file = models.OneToOneField(PrivateFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    quality = models.CharField(_("translation"), max_length=20, choices=Quality.choices)
    translated_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="translations", verbose_name=_("translated from")
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["language", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "language", "number"], name="one_version_of_each_number"),
            models.CheckConstraint(
                name="a_translation_says_of_what",
                condition=Q(quality=Quality.ORIGINAL, translated_from=None)
                | (~Q(quality=Quality.ORIGINAL) & Q(translated_from__isnull=False)),
            ),
        ]
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")

    def __str__(self) -> str:
        return f"{self.resource}: {self.language} {self.number}"


class Lesson(models.Model):
    """A page of a module, in one language."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="lessons")
    language = models.CharField(max_length=10, choices=settings.WAGTAIL_CONTENT_LANGUAGES)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(_("text"), max_length=30_000)

    class Meta:
        ordering = ["language", "position"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "language", "position"], name="one_lesson_at_each_place")
        ]
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """A question at the end of a module. Each answer says whether it is right, and why."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="questions")
    language = models.CharField(max_length=10, choices=settings.WAGTAIL_CONTENT_LANGUAGES)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("question"), max_length=300)
    answers = models.JSONField(_("answers"), default=list)  # [{"text", "right", "why"}]

    class Meta:
        ordering = ["language", "position"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "language", "position"], name="one_question_at_each_place")
        ]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.text


class Completion(models.Model):
    """The record that a person worked a module through and answered its questions; the best attempt stays."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="completions")
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="completions")
    language = models.CharField(max_length=10)
    right = models.PositiveSmallIntegerField()
    questions = models.PositiveSmallIntegerField()
    completed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-completed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "resource"], name="one_completion_per_person_and_module"),
            models.CheckConstraint(
                name="not_more_right_than_asked", condition=Q(right__lte=models.F("questions"), questions__gt=0)
            ),
        ]
        verbose_name = _("completed module")
        verbose_name_plural = _("completed modules")

    def __str__(self) -> str:
        return f"{self.resource}: {self.right}/{self.questions}"
