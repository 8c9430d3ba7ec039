from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.core.languages import pick


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
        return pick(self.names, get_language()).text


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
    """A kind of service: shelter, legal aid, psychosocial support …

    Whoever offers one that is `hidden_by_default` is not put on the map unless they ask for it.
    """

    hidden_by_default = models.BooleanField(default=False)

    class Meta(Vocabulary.Meta):
        verbose_name = _("type of service")
        verbose_name_plural = _("types of service")


class WorkLanguage(Vocabulary):
    """A language in which an organisation can be spoken to; its slug is the ISO code."""

    class Meta(Vocabulary.Meta):
        verbose_name = _("language of work")
        verbose_name_plural = _("languages of work")
