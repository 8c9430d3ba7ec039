from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.choices import SourceKind
from network.core.models import Country, PrivateFile

from .reports import Finding, ShadowReport


class Evidence(models.Model):
    """Something that findings of a country's reports rest on: one document, one set of figures, one round of talks.

    The library is shared by the editions of a country. What could point to a person is kept back: readers see only that
    there is such a source. A document lies in private storage: readers get it once a report that rests on it is out, and
    only when it was marked as theirs. Nothing about the people helped is entered here, not even then.
    """

    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="evidence")
    number = models.PositiveIntegerField(_("number"), editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind.choices)
    title = models.CharField(_("what it is"), max_length=300)
    source = models.CharField(_("from whom"), max_length=200, blank=True)
    dated_on = models.DateField(_("dated"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    file = models.OneToOneField(
        PrivateFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    is_public = models.BooleanField(_("readers may see it"), default=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    findings: Any = models.ManyToManyField(Finding, blank=True, related_name="sources", verbose_name=_("findings"))

    class Meta:
        ordering = ["country", "number"]
        constraints = [
            models.UniqueConstraint(fields=["country", "number"], name="evidence_of_a_country_is_numbered_once"),
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(country=None), name="evidence_of_the_region_is_numbered_once"
            ),
        ]
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")

    def __str__(self) -> str:
        return f"[{self.number}] {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether everybody may read its document: marked so, and a report that rests on it is out."""
        return self.is_public and ShadowReport.objects.readable().filter(findings__sources=self).exists()
