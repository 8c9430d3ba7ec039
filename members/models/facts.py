from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from members.names import bare_name, register_key
from members.points import Point
from network.core.models import Country, Municipality
from network.core.text import fix_mixed

from .vocabularies import ServiceType, TargetGroup, Theme, WorkLanguage


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
"""Kinds that can be members of the network; all others are listed without a membership."""


class Precision(models.TextChoices):
    """How exactly the public may know where an organisation is."""

    EXACT = "exact", _("Exact address")
    MUNICIPALITY = "municipality", _("Municipality only")
    COUNTRY = "country", _("Country only")
    HIDDEN = "hidden", _("Hidden")


PLACED = frozenset({Precision.EXACT, Precision.MUNICIPALITY})
"""Precisions with which the public may know the municipality."""


TYPED = ("name", "name_en", "acronym", "address", "register_name", "register_number", "legal_form", "front_gate")
"""Short texts as people type them."""


class SizeBand(models.TextChoices):
    """How many people, roughly: exact numbers go out of date and are nobody's business."""

    NONE = "0", _("none")
    FEW = "1-5", _("1 to 5")
    SOME = "6-15", _("6 to 15")
    MANY = "16-50", _("16 to 50")
    LARGE = "51+", _("more than 50")


class OrganisationFacts(models.Model):
    """What is known about an organisation, kept by the registry and, before that, by an application to join it."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.CSO)
    name = models.CharField(_("name"), max_length=200, help_text=_("As registered, in the original script."))
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    bare_name = models.CharField(max_length=450, editable=False, default="")

    country = models.ForeignKey(Country, models.PROTECT, related_name="%(class)ss", verbose_name=_("country"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name=_("municipality")
    )
    address = models.CharField(_("address"), max_length=250, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    precision = models.CharField(
        _("location shown to the public"), max_length=15, choices=Precision.choices, default=Precision.MUNICIPALITY
    )

    register_name = models.CharField(_("register"), max_length=120, blank=True)
    register_number = models.CharField(_("register number"), max_length=40, blank=True)
    register_key = models.CharField(max_length=60, editable=False, default="")
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=80, blank=True)
    founded_year = models.PositiveSmallIntegerField(
        _("founded in"), null=True, blank=True, validators=[MinValueValidator(1800), MaxValueValidator(2100)]
    )
    staff_band = models.CharField(_("employees"), max_length=5, choices=SizeBand.choices, blank=True)
    volunteer_band = models.CharField(_("volunteers"), max_length=5, choices=SizeBand.choices, blank=True)

    themes = models.ManyToManyField(Theme, blank=True, related_name="%(class)ss", verbose_name=_("themes"))
    target_groups = models.ManyToManyField(
        TargetGroup, blank=True, related_name="%(class)ss", verbose_name=_("target groups")
    )
    services = models.ManyToManyField(ServiceType, blank=True, related_name="%(class)ss", verbose_name=_("services"))
    work_languages = models.ManyToManyField(
        WorkLanguage, blank=True, related_name="%(class)ss", verbose_name=_("languages of work")
    )

    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("public e-mail"), blank=True)
    phone = models.CharField(_("public phone"), max_length=40, blank=True)
    summaries = models.JSONField(_("summary per language"), default=dict, blank=True)
    descriptions = models.JSONField(_("description per language"), default=dict, blank=True)

    front_gate = models.CharField(
        _("how people reach you instead"),
        max_length=250,
        blank=True,
        help_text=_(
            "Shown where the place is not: a helpline, office hours elsewhere, whom to ask. Never the place itself."
        ),
    )
    consents_to_listing = models.BooleanField(_("agrees to be listed in the public directory"), default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_point_is_whole",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                violation_error_message=_("A point has a latitude and a longitude."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_label(self) -> str:
        """What `get_kind_display` says, without the twenty translations that it takes to say it."""
        return str(Kind(self.kind).label)

    @property
    def point(self) -> Point | None:
        """Where exactly it is, for those who may know; the public is given `public_point`."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        derived = self.fill_derived()
        if update_fields is not None:
            update_fields = {*update_fields, *derived}
        super().save(*args, update_fields=update_fields, **kwargs)

    def fill_derived(self) -> set[str]:
        """Bring the columns that follow from others up to date; gives their names."""
        unmixed = self.unmix()
        self.bare_name = bare_name(self.name, self.municipality.names.values() if self.municipality else ())[:450]
        self.register_key = register_key(self.register_number)
        return {"bare_name", "register_key", *unmixed}

    def unmix(self) -> set[str]:
        """Give words with look-alike letters of the other alphabet back to their own; names the texts that had some."""
        fixed: dict[str, Any] = {name: fix_mixed(getattr(self, name)) for name in TYPED}
        for name in ("summaries", "descriptions"):
            fixed[name] = {code: fix_mixed(text) for code, text in getattr(self, name).items()}
        changed = {name for name, text in fixed.items() if text != getattr(self, name)}
        for name in changed:
            setattr(self, name, fixed[name])
        return changed
