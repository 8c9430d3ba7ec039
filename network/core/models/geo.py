from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.core.languages import pick


class CountryQuerySet(models.QuerySet["Country"]):
    def in_network(self) -> "CountryQuerySet":
        return self.filter(in_network_until=None)


class Country(models.Model):
    """A country in which the network works. Data, not code: a sixth one is a row."""

    code = models.CharField(_("ISO code"), max_length=2, primary_key=True)
    names = models.JSONField(_("names per language"), default=dict)
    footnote = models.JSONField(_("footnote per language"), default=dict, blank=True)
    languages = models.JSONField(_("languages"), default=list, help_text=_("Codes, most widely read first."))
    scripts = models.JSONField(_("scripts"), default=list)
    currency = models.CharField(_("currency"), max_length=3)
    time_zone = models.CharField(_("time zone"), max_length=64)
    in_network_from = models.DateField(_("in the network from"))
    in_network_until = models.DateField(_("in the network until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return pick(self.names, get_language() or "en").text

    @property
    def slug(self) -> str:
        """The country in a URL: its code in lower case, the same in every language."""
        return self.code.lower()


class Municipality(models.Model):
    """A town or municipality with a point on the map, precise enough for "where in the country", not for an address."""

    slug = models.SlugField(max_length=80, unique=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="municipalities")
    names = models.JSONField(_("names per language"), default=dict)
    sort_key = models.CharField(max_length=255, editable=False, default="")
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=4)
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4)
    population_rank = models.PositiveSmallIntegerField(_("rank by population within the country"), default=0)

    class Meta:
        ordering = ["country", "sort_key"]
        indexes = [models.Index(fields=["country", "sort_key"], name="municipality_by_name")]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return pick(self.names, get_language() or "en").text
