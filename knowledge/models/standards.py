from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge.choices import Direction, Licence, Logic, Relation
from knowledge.states import VERSION_PUBLIC, VERSION_TRANSITIONS, VersionState
from members.models import ServiceType
from network.core.languages import Localised, pick
from network.core.models import Country

from .case_studies import CaseStudy


class Framework(models.Model):
    """A body of standards that somebody publishes: the network itself, a state, an international organisation."""

    slug = models.SlugField(max_length=80, unique=True)
    titles = models.JSONField(_("titles per language"), default=dict)
    descriptions = models.JSONField(_("descriptions per language"), default=dict, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="frameworks", verbose_name=_("country")
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.CC_BY)
    url = models.URLField(_("address"), max_length=500, blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")

    def __str__(self) -> str:
        return self.title.text

    def get_absolute_url(self) -> str:
        return reverse("framework", kwargs={"slug": self.slug})

    @property
    def title(self) -> Localised:
        return pick(self.titles, get_language())

    @property
    def description(self) -> Localised:
        return pick(self.descriptions, get_language())


class FrameworkVersionQuerySet(models.QuerySet["FrameworkVersion"]):
    def public(self) -> "FrameworkVersionQuerySet":
        return self.filter(state__in=VERSION_PUBLIC)

    def adopted(self) -> "FrameworkVersionQuerySet":
        return self.filter(state=VersionState.ADOPTED)


class FrameworkVersion(models.Model):
    """A framework as it was adopted on a day. Worked on while a draft, never changed afterwards."""

    TRANSITIONS = VERSION_TRANSITIONS

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="versions")
    label = models.SlugField(_("version"), max_length=20)
    state = models.CharField(_("state"), max_length=20, choices=VersionState.choices, default=VersionState.DRAFT)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="next_versions")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    adopted_at = models.DateTimeField(_("adopted"), null=True, blank=True)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = FrameworkVersionQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "-created_at"]
        constraints = [
            models.CheckConstraint(name="version_state_is_known", condition=Q(state__in=VersionState.values)),
            models.UniqueConstraint(fields=["framework", "label"], name="version_of_a_framework_has_its_own_label"),
            models.UniqueConstraint(
                fields=["framework"], condition=Q(state=VersionState.DRAFT), name="framework_has_one_draft_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["framework"], condition=Q(state=VersionState.ADOPTED), name="framework_has_one_version_in_force"
            ),
            models.CheckConstraint(
                name="adopted_version_is_dated", condition=Q(state=VersionState.DRAFT) | Q(adopted_at__isnull=False)
            ),
        ]
        verbose_name = _("version of a framework")
        verbose_name_plural = _("versions of frameworks")

    def __str__(self) -> str:
        return f"{self.framework}, {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("framework-version", kwargs={"slug": self.framework.slug, "label": self.label})

    @property
    def iri(self) -> str:
        """What names it for machines: one address for all languages."""
        return f"{settings.SITE_URL}/knowledge/standards/{self.framework.slug}/versions/{self.label}/"

    @property
    def is_public(self) -> bool:
        return self.state in VERSION_PUBLIC


class PartQuerySet(models.QuerySet[Any]):
    def delete(self) -> tuple[int, dict[str, int]]:
        for part in self:
            part.refuse_when_adopted()
        return super().delete()

    def update(self, **values: Any) -> int:
        for part in self:
            part.refuse_when_adopted()
        return super().update(**values)


class StandardQuerySet(PartQuerySet):
    def in_force(self) -> "StandardQuerySet":
        """Those of the versions that are in force, with their framework, in its order."""
        adopted = self.filter(section__version__state=VersionState.ADOPTED).select_related(
            "section__version__framework"
        )
        return adopted.order_by("section__version__framework__slug", "section__number", "position")


class Part(models.Model):
    """Something that belongs to a version and is as unchangeable as it."""

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    def version_id_now(self) -> Any:
        raise NotImplementedError

    def refuse_when_adopted(self) -> None:
        if FrameworkVersion.objects.public().filter(pk=self.version_id_now()).exists():
            raise TypeError("An adopted version of a framework never changes.")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_when_adopted()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self.refuse_when_adopted()
        return super().delete(*args, **kwargs)


class Section(Part):
    """A part of a framework under a heading of its own."""

    version = models.ForeignKey(FrameworkVersion, models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField()
    titles = models.JSONField(default=dict)

    class Meta:
        ordering = ["version", "number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="sections_are_numbered_once")]
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def version_id_now(self) -> Any:
        return self.version_id

    @property
    def title(self) -> Localised:
        return pick(self.titles, get_language())


class Standard(Part):
    """What a good service does, in a sentence that can be shown to be true or not."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="standards")
    code = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    titles = models.JSONField(default=dict)
    texts = models.JSONField(default=dict, blank=True)
    practices: Any = models.ManyToManyField(
        CaseStudy, blank=True, related_name="standards", verbose_name=_("good practice")
    )

    objects: ClassVar[Any] = StandardQuerySet.as_manager()

    class Meta:
        ordering = ["section", "position"]
        constraints = [
            models.UniqueConstraint(fields=["section", "code"], name="standards_of_a_section_have_own_codes")
        ]
        verbose_name = _("standard")
        verbose_name_plural = _("standards")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def version_id_now(self) -> Any:
        return self.section.version_id

    @property
    def title(self) -> Localised:
        return pick(self.titles, get_language())

    @property
    def text(self) -> Localised:
        return pick(self.texts, get_language())

    @property
    def key(self) -> str:
        """What an address says for it: the framework and its code, the same from version to version."""
        return f"{self.section.version.framework.slug}:{self.code}"

    @property
    def anchor(self) -> str:
        return f"standard-{self.code}".replace(".", "-")


class Indicator(Part):
    """How one sees that a standard is met: by all of its requirements, or by any of them."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="indicators")
    code = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    texts = models.JSONField(default=dict)
    logic = models.CharField(max_length=3, choices=Logic.choices, default=Logic.ALL)

    class Meta:
        ordering = ["standard", "position"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "code"], name="indicators_of_a_standard_have_own_codes"),
            models.CheckConstraint(name="indicator_logic_is_known", condition=Q(logic__in=Logic.values)),
        ]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    def version_id_now(self) -> Any:
        return self.standard.section.version_id

    @property
    def text(self) -> Localised:
        return pick(self.texts, get_language())

    def is_met(self, values: dict[int, Decimal | bool | None], country: str) -> bool | None:
        """Whether what was found in a country meets it; `values` by the number of the remark.

        None when it cannot be said: where ALL count, one unknown leaves it open unless another fails; where ANY
        suffices, one known to be met decides.
        """
        found = [remark.is_met(values.get(remark.number), country) for remark in self.remarks.all()]
        if self.logic == Logic.ANY:
            return True if True in found else None if None in found or not found else False
        return False if False in found else None if None in found or not found else True


class Remark(Part):
    """One requirement below an indicator, with the threshold that each country sets."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="remarks")
    number = models.PositiveSmallIntegerField()
    texts = models.JSONField(default=dict)
    direction = models.CharField(max_length=10, choices=Direction.choices, default=Direction.YES)
    unit = models.CharField(max_length=40, blank=True)
    thresholds = models.JSONField(default=dict, blank=True)  # country code → number as text; "yes" where it is required

    class Meta:
        ordering = ["indicator", "number"]
        constraints = [models.UniqueConstraint(fields=["indicator", "number"], name="remarks_are_numbered_once")]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")

    def __str__(self) -> str:
        return self.text.text

    def version_id_now(self) -> Any:
        return self.indicator.standard.section.version_id

    @property
    def text(self) -> Localised:
        return pick(self.texts, get_language())

    def is_met(self, value: Decimal | bool | None, country: str) -> bool | None:
        threshold = self.thresholds.get(country, "")
        if threshold == "":
            return True  # a country that sets no threshold asks for nothing here
        if value is None:
            return None
        if self.direction == Direction.YES:
            return bool(value)
        limit = number_of(threshold)
        if limit is None:
            return None
        return Decimal(value) >= limit if self.direction == Direction.AT_LEAST else Decimal(value) <= limit


def number_of(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


class Crosswalk(models.Model):
    """How a standard of one framework relates to one of another, so that who knows the one finds the other."""

    source = models.ForeignKey(Standard, models.CASCADE, related_name="leads_to")
    target = models.ForeignKey(Standard, models.CASCADE, related_name="led_from")
    relation = models.CharField(max_length=10, choices=Relation.choices)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["source", "target"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="two_standards_are_related_once"),
            models.CheckConstraint(name="standard_is_not_related_to_itself", condition=~Q(source=models.F("target"))),
        ]
        verbose_name = _("crosswalk")
        verbose_name_plural = _("crosswalks")

    def __str__(self) -> str:
        return f"{self.source.code} {self.relation} {self.target.code}"


class LicensingRequirement(models.Model):
    """What a country asks of who wants to offer a kind of service: by whom licensed, on what law, for how long."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="licensing")
    service_type = models.ForeignKey(ServiceType, models.PROTECT, related_name="licensing")
    is_required = models.BooleanField(_("a licence is required"), default=True)
    texts = models.JSONField(_("requirement per language"), default=dict)
    authority = models.CharField(_("who decides"), max_length=200, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    valid_years = models.PositiveSmallIntegerField(_("valid for years"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    verified_on = models.DateField(_("last verified"))

    class Meta:
        ordering = ["service_type", "country"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "service_type"],
                name="country_licenses_a_kind_of_service_once",
                violation_error_message=_("This country has an entry for that service already. Change that one."),
            )
        ]
        verbose_name = _("licensing requirement")
        verbose_name_plural = _("licensing requirements")

    def __str__(self) -> str:
        return f"{self.country_id}: {self.service_type}"

    @property
    def text(self) -> Localised:
        return pick(self.texts, get_language())
