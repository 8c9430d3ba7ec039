"""The pages of the front door. They hold words; what they gather from the apps comes from `network.site.front`."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from network.core.kept import kept
from network.core.languages import localized
from network.core.models import Country
from network.core.pages import BasePage

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "blockquote", "hr"]


class NewsQuerySet(PageQuerySet):
    def published(self) -> "NewsQuerySet":
        return self.filter(live=True).order_by("-published_on", "-pk")

    def for_country(self, country: Country) -> "NewsQuerySet":
        return self.filter(countries=country)


class HomePage(BasePage):
    """The front door in one language: what is new, for a reader who has a minute."""

    headline = models.CharField(_("headline"), max_length=160)
    lead = models.TextField(_("lead"), max_length=600)

    content_panels = [*BasePage.content_panels, "headline", "lead"]
    parent_page_types = ["wagtailcore.Page"]
    template = "site/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from network.site.front import home_sections  # inline: front reads every app's models

        context = super().get_context(request, *args, **kwargs)
        return {**context, **kept("home", home_sections)}


class CountryPage(BasePage):
    """Everything of one country: its members, reports, practices, calls, events and news."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="pages", verbose_name=_("country"))
    lead = models.TextField(_("lead"), max_length=600)
    body = RichTextField(_("text"), features=TEXT_FEATURES, blank=True)

    content_panels = [*BasePage.content_panels, "country", "lead", "body"]
    parent_page_types = ["site.HomePage"]
    subpage_types: list[str] = []
    template = "site/country_page.html"

    class Meta:
        verbose_name = _("country page")
        verbose_name_plural = _("country pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from network.site.front import country_sections  # inline: front reads every app's models

        context = super().get_context(request, *args, **kwargs)
        return {**context, **kept(f"country {self.country_id}", lambda: country_sections(self.country))}


class StandardPage(BasePage):
    """A page of text: about the network, privacy, accessibility, imprint."""

    lead = models.TextField(_("lead"), max_length=600, blank=True)
    body = RichTextField(_("text"), features=TEXT_FEATURES)

    content_panels = [*BasePage.content_panels, "lead", "body"]
    parent_page_types = ["site.HomePage", "site.StandardPage"]
    template = "site/standard_page.html"

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")


class NewsIndexPage(BasePage):
    """The news of the network, newest first."""

    lead = models.TextField(_("lead"), max_length=600, blank=True)

    content_panels = [*BasePage.content_panels, "lead"]
    parent_page_types = ["site.HomePage"]
    subpage_types = ["site.NewsPage"]
    max_count_per_parent = 1
    template = "site/news_index_page.html"

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from network.site.front import told  # inline: front reads every app's models

        context = super().get_context(request, *args, **kwargs)
        news = localized(NewsPage.objects.published(), get_language() or "en")
        page = Paginator(news.select_related("locale"), 12).get_page(request.GET.get("page"))
        return {**context, "news": page, "teasers": [told(found) for found in page]}


class NewsPage(BasePage):
    """One piece of news, of the whole network or of some countries."""

    published_on = models.DateField(_("date"), default=timezone.localdate)
    summary = models.TextField(_("summary"), max_length=400)
    body = RichTextField(_("text"), features=TEXT_FEATURES)
    image = models.ForeignKey(
        get_image_model_string(), models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    countries = models.ManyToManyField(Country, blank=True, related_name="+", verbose_name=_("countries"))

    objects = PageManager.from_queryset(NewsQuerySet)()

    content_panels = [*BasePage.content_panels, "published_on", "summary", "body", "image", "countries"]
    parent_page_types = ["site.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "site/news_page.html"

    class Meta:
        indexes = [models.Index(fields=["-published_on"], name="news_by_date")]
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "countries": list(self.countries.all()),
            "index_url": self.parent_url,
        }
