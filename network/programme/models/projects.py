"""What was promised: a project, its pillars and activities, who carries it and whom it is for.

Every text is a record of languages, `{"en": …, "sr": …}`, read through `network.core.languages.pick`.
"""

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from network.core.languages import Localised, pick
from network.core.models import Country


def said(texts: dict[str, str]) -> Localised:
    """The text for the reader of the active language."""
    return pick(texts, get_language())


class ProjectQuerySet(models.QuerySet["Project"]):
    def with_everything(self) -> "ProjectQuerySet":
        """With all that the page of a project shows; a fixed number of queries."""
        pillars = Prefetch("pillars", queryset=Pillar.objects.prefetch_related("activities"))
        partners = Prefetch("partners", queryset=Partner.objects.select_related("organisation", "country"))
        return self.prefetch_related(pillars, partners, "target_groups", "countries")


class Project(models.Model):
    """A promise with a beginning and an end, as far as they are known, and somebody who pays for it."""

    slug = models.SlugField(max_length=80, unique=True)
    acronym = models.CharField(_("short name"), max_length=40, blank=True)
    titles = models.JSONField(_("title per language"), default=dict)
    summaries = models.JSONField(_("summary per language"), default=dict)
    descriptions = models.JSONField(_("description per language"), default=dict, blank=True)
    donors = models.JSONField(_("donors per language"), default=dict, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    countries = models.ManyToManyField(Country, blank=True, related_name="projects", verbose_name=_("countries"))
    is_main = models.BooleanField(_("the network’s own project"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["position", "-starts_on", "id"]
        indexes = [models.Index(fields=["position", "-starts_on", "id"], name="project_order")]
        constraints = [
            models.CheckConstraint(
                name="project_ends_after_it_begins",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The end must not be earlier than the beginning."),
            )
        ]
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def __str__(self) -> str:
        return self.acronym or self.title.text

    def get_absolute_url(self) -> str:
        return reverse("project-detail", kwargs={"slug": self.slug})

    @property
    def title(self) -> Localised:
        return said(self.titles)

    @property
    def summary(self) -> Localised:
        return said(self.summaries)

    @property
    def description(self) -> Localised:
        return said(self.descriptions)

    @property
    def donor(self) -> Localised:
        return said(self.donors)


class Partner(models.Model):
    """Somebody who carries a project, with or without a profile in the directory."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="+")
    places = models.JSONField(_("where it works, per language"), default=dict, blank=True)
    roles = models.JSONField(_("what it does in the project, per language"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["project", "position", "id"], name="partner_order")]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="partner_stands_once_in_a_project")]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.name

    @property
    def role(self) -> Localised:
        return said(self.roles)

    @property
    def place(self) -> Localised:
        return said(self.places)


class Pillar(models.Model):
    """One of the lines along which a project works."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="pillars")
    slug = models.SlugField(max_length=60)
    titles = models.JSONField(_("title per language"), default=dict)
    summaries = models.JSONField(_("summary per language"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["project", "position", "id"], name="pillar_order")]
        constraints = [models.UniqueConstraint(fields=["project", "slug"], name="pillar_stands_once_in_a_project")]
        verbose_name = _("pillar")
        verbose_name_plural = _("pillars")

    def __str__(self) -> str:
        return self.title.text

    @property
    def title(self) -> Localised:
        return said(self.titles)

    @property
    def summary(self) -> Localised:
        return said(self.summaries)


class Activity(models.Model):
    """Something a project does; `number` counts through the whole project."""

    pillar = models.ForeignKey(Pillar, models.CASCADE, related_name="activities")
    number = models.PositiveSmallIntegerField(_("number"))
    titles = models.JSONField(_("title per language"), default=dict)
    descriptions = models.JSONField(_("description per language"), default=dict, blank=True)
    link = models.CharField(
        _("path on this site"), max_length=200, blank=True, help_text=_("Where its results live, such as /grants/.")
    )

    class Meta:
        ordering = ["number", "id"]
        indexes = [models.Index(fields=["pillar", "number"], name="activity_order")]
        constraints = [models.UniqueConstraint(fields=["pillar", "number"], name="activity_number_is_used_once")]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")

    def __str__(self) -> str:
        return self.title.text

    @property
    def title(self) -> Localised:
        return said(self.titles)

    @property
    def description(self) -> Localised:
        return said(self.descriptions)

    @property
    def link_path(self) -> str:
        """The path as it stands below a language prefix."""
        return self.link.lstrip("/")


class TargetGroup(models.Model):
    """Whom a project is for, and how many of them it set out to reach."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="target_groups")
    slug = models.SlugField(max_length=60)
    names = models.JSONField(_("name per language"), default=dict)
    notes = models.JSONField(_("note per language"), default=dict, blank=True)
    target = models.PositiveIntegerField(_("target"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["project", "position", "id"], name="target_group_order")]
        constraints = [
            models.UniqueConstraint(fields=["project", "slug"], name="target_group_stands_once_in_a_project")
        ]
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")

    def __str__(self) -> str:
        return self.name.text

    @property
    def name(self) -> Localised:
        return said(self.names)

    @property
    def note(self) -> Localised:
        return said(self.notes)
