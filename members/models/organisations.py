import uuid
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.core.languages import pick
from network.core.models import Country, Municipality


class Kind(models.TextChoices):
    """What kind of body an organisation is."""

    CSO = "cso", _("Civil-society organisation")
    SERVICE_PROVIDER = "service_provider", _("Service provider")
    PUBLIC_BODY = "public_body", _("Public body")
    MEDIA = "media", _("Media")
    EU_INSTITUTION = "eu_institution", _("EU institution")
    DONOR = "donor", _("Donor")
    HOST = "host", _("Host of trainees")


MEMBER_KINDS = frozenset({Kind.CSO, Kind.SERVICE_PROVIDER})
"""Kinds that can be members of the network."""


class Precision(models.TextChoices):
    """How exactly the public may know where an organisation is."""

    EXACT = "exact", _("Exact address")
    MUNICIPALITY = "municipality", _("Municipality only")
    COUNTRY = "country", _("Country only")
    HIDDEN = "hidden", _("Hidden")


class Vocabulary(models.Model):
    """One word of a list that the network agreed on, named in every language."""

    slug = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(_("names per language"), default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return pick(self.names, get_language() or "en").text


class Theme(Vocabulary):
    """A field of work: asylum, anti-trafficking, reintegration …"""

    class Meta(Vocabulary.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class TargetGroup(Vocabulary):
    """Whom the work is for: unaccompanied children, returnees, victims of trafficking …"""

    class Meta(Vocabulary.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class ServiceType(Vocabulary):
    """A kind of service: shelter, legal aid, psychosocial support …"""

    hidden_by_default = models.BooleanField(default=False)

    class Meta(Vocabulary.Meta):
        verbose_name = _("type of service")
        verbose_name_plural = _("types of service")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def listed(self) -> "OrganisationQuerySet":
        """Those that the public may see: members in good standing that agreed to be listed."""
        return self.filter(is_listed=True)

    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """Listed ones for everybody; their own for the affiliated; those of the country for its coordinator; all for the secretariat."""
        if not user.is_authenticated:
            return self.listed()
        if user.has_role("secretariat", "grants_manager"):
            return self
        own = user.affiliations.current(timezone.now()).values("organisation")
        return self.filter(
            models.Q(is_listed=True) | models.Q(country__in=user.countries_as("coordinator")) | models.Q(pk__in=own)
        )


class Organisation(models.Model):
    """A body that takes part in the network's life: a member CSO, a ministry, a newspaper, a donor.

    `is_listed` is written by the actions only: it says whether the public directory shows the organisation now.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.CSO)
    name = models.CharField(_("name"), max_length=200, help_text=_("As registered, in the original script."))
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    sort_key = models.CharField(max_length=400, editable=False, default="")
    folded_name = models.CharField(max_length=450, editable=False, default="")

    country = models.ForeignKey(Country, models.PROTECT, related_name="organisations", verbose_name=_("country"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("municipality")
    )
    address = models.CharField(_("address"), max_length=250, blank=True)
    precision = models.CharField(
        _("location shown to the public"), max_length=15, choices=Precision.choices, default=Precision.MUNICIPALITY
    )

    register_name = models.CharField(_("register"), max_length=120, blank=True)
    register_number = models.CharField(_("register number"), max_length=40, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    founded_year = models.PositiveSmallIntegerField(
        _("founded in"), null=True, blank=True, validators=[MinValueValidator(1800), MaxValueValidator(2100)]
    )

    themes = models.ManyToManyField(Theme, blank=True, related_name="organisations", verbose_name=_("themes"))
    target_groups = models.ManyToManyField(
        TargetGroup, blank=True, related_name="organisations", verbose_name=_("target groups")
    )
    services = models.ManyToManyField(ServiceType, blank=True, related_name="organisations", verbose_name=_("services"))
    languages = models.JSONField(_("languages of work"), default=list, blank=True)

    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("public e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    summaries = models.JSONField(_("summary per language"), default=dict, blank=True)
    descriptions = models.JSONField(_("description per language"), default=dict, blank=True)

    consents_to_listing = models.BooleanField(_("agrees to be listed in the public directory"), default=False)
    is_listed = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["is_listed", "sort_key", "id"], name="directory_order"),
            models.Index(fields=["country", "is_listed"], name="directory_by_country"),
            models.Index(fields=["folded_name"], name="organisation_by_folded_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "register_name", "register_number"],
                condition=~models.Q(register_number=""),
                name="register_number_is_unique_in_its_register",
                violation_error_message=_("An organisation with this register number is in the network already."),
            ),
            models.CheckConstraint(
                name="a_listed_organisation_has_consented",
                condition=models.Q(is_listed=False) | models.Q(consents_to_listing=True),
                violation_error_message=_("Only an organisation that agreed to it can be listed."),
            ),
        ]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory-profile", kwargs={"slug": self.slug})

    @property
    def public_municipality(self) -> Municipality | None:
        """The municipality where the public may know it; None where precision says country or hidden."""
        return self.municipality if self.precision in (Precision.EXACT, Precision.MUNICIPALITY) else None

    @property
    def public_address(self) -> str:
        return self.address if self.precision == Precision.EXACT else ""
