from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from knowledge.blocks import ChaptersField
from knowledge.permissions.pages import TextPermissionTester
from knowledge.pictures import Picture, pictures_of
from network.core.pages import BasePage

from .case_studies import CaseStudy
from .reports import ShadowReport


class KnowledgePage(BasePage):
    """The door to all collections."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    max_count_per_parent = 1
    subpage_types = ["knowledge.CaseStudyIndexPage", "knowledge.ReportIndexPage"]
    template = "knowledge/landing.html"

    class Meta:
        verbose_name = _("knowledge page")
        verbose_name_plural = _("knowledge pages")


class CaseStudyIndexPage(BasePage):
    """The folder in which the case studies of one language lie; its introduction stands above the list."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    max_count_per_parent = 1
    parent_page_types = ["knowledge.KnowledgePage"]
    subpage_types = ["knowledge.CaseStudyPage"]

    class Meta:
        verbose_name = _("case study index")
        verbose_name_plural = _("case study indexes")


class ReportIndexPage(BasePage):
    """The folder in which the shadow reports of one language lie; its introduction stands above the list."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    max_count_per_parent = 1
    parent_page_types = ["knowledge.KnowledgePage"]
    subpage_types = ["knowledge.ShadowReportPage"]

    class Meta:
        verbose_name = _("report index")
        verbose_name_plural = _("report indexes")


def parts_with_path(page: BasePage, path_of: Any, parts: Any, request: Any) -> Any:
    """Wagtail's URL parts with the address of the study or report, which is the same in every language."""
    if parts is None:
        return None
    prefix = get_language_from_path(request.path_info) if isinstance(request, HttpRequest) else None
    with translation.override(prefix or page.language):
        return parts[0], parts[1], path_of()


class CaseStudyPage(BasePage):
    """A case study told in one language. All texts are Markdown and are cleaned when they are shown."""

    study = models.ForeignKey(CaseStudy, models.PROTECT, related_name="pages", verbose_name=_("case study"))
    summary = models.TextField(_("in short"), blank=True, max_length=600)
    problem = models.TextField(_("the problem"), blank=True, max_length=8000)
    context = models.TextField(_("the context"), blank=True, max_length=8000)
    steps = models.TextField(_("what was done, step by step"), blank=True, max_length=12000)
    resources = models.TextField(_("what it took"), blank=True, max_length=8000)
    results = models.TextField(_("what came of it"), blank=True, max_length=8000)
    failures = models.TextField(_("what did not work"), blank=True, max_length=8000)
    voices = models.TextField(_("in the words of those it was for"), blank=True, max_length=4000)
    transfer = models.TextField(_("what it takes to repeat it elsewhere"), blank=True, max_length=8000)
    pictures = models.JSONField(_("pictures"), default=list, blank=True)  # see knowledge.pictures
    change_note = models.TextField(_("what has changed"), blank=True, max_length=600)

    TEXTS = ("summary", "problem", "context", "steps", "resources", "results", "failures", "voices", "transfer")

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("study", read_only=True),
        MultiFieldPanel([FieldPanel(name) for name in TEXTS], heading=_("Texts")),
    ]
    parent_page_types = ["knowledge.CaseStudyIndexPage"]
    subpage_types: list[str] = []
    is_creatable = False
    template = "knowledge/case_study_page.html"

    class Meta:
        verbose_name = _("case study page")
        verbose_name_plural = _("case study pages")

    @property
    def shown_pictures(self) -> list[Picture]:
        return pictures_of(self.pictures)

    @property
    def picture_keys(self) -> set[str]:
        return {picture.key for picture in self.shown_pictures}

    def permissions_for_user(self, user: Any) -> TextPermissionTester:
        return TextPermissionTester(user, self)

    def get_url_parts(self, request: Any = None) -> Any:
        return parts_with_path(self, self.study.get_absolute_url, super().get_url_parts(request), request)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from knowledge.queries.study_reading import reading  # inline: queries import models

        return {**super().get_context(request, *args, **kwargs), **reading(self)}


class ShadowReportPage(BasePage):
    """An edition of a shadow report in one language."""

    report = models.ForeignKey(ShadowReport, models.PROTECT, related_name="pages", verbose_name=_("report"))
    summary = models.TextField(_("summary"), blank=True, max_length=8000)
    methodology = models.TextField(_("how we worked"), blank=True, max_length=12000)
    funding = models.TextField(_("funding"), blank=True, max_length=2000)
    chapters = ChaptersField(blank=True, verbose_name=_("chapters"))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("report", read_only=True),
        *(FieldPanel(name) for name in ("summary", "methodology", "funding", "chapters")),
    ]
    parent_page_types = ["knowledge.ReportIndexPage"]
    subpage_types: list[str] = []
    is_creatable = False
    template = "knowledge/shadow_report_page.html"

    class Meta:
        verbose_name = _("shadow report page")
        verbose_name_plural = _("shadow report pages")

    def permissions_for_user(self, user: Any) -> TextPermissionTester:
        return TextPermissionTester(user, self)

    def get_url_parts(self, request: Any = None) -> Any:
        return parts_with_path(self, self.report.get_absolute_url, super().get_url_parts(request), request)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from knowledge.queries.reports import reading  # inline: queries import models

        return {**super().get_context(request, *args, **kwargs), **reading(self)}
