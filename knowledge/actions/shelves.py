"""Where pages lie in the tree: made when first needed, so that nobody has to lay shelves by hand."""

from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from knowledge.models import CaseStudyIndexPage, KnowledgePage, ReportIndexPage

TITLES = {
    KnowledgePage: ("knowledge", _("Knowledge")),
    CaseStudyIndexPage: ("case-studies", _("Case studies")),
    ReportIndexPage: ("reports", _("Shadow reports")),
}


def shelf(model: type[CaseStudyIndexPage] | type[ReportIndexPage], language: str) -> Page:
    """The index page under which texts in `language` lie.

    A language without a home page of its own uses the shelf of the default language: readers never see the difference,
    since a study is addressed by its own slug and not by its place in the tree.
    """
    home = home_in(language)
    return folder(model, folder(KnowledgePage, home))


def locale_in(language: str) -> Locale:
    """The language as Wagtail knows it, made known with the first text that is written in it."""
    return Locale.objects.get_or_create(language_code=language)[0]


def home_in(language: str) -> Page:
    root = Site.objects.select_related("root_page").get(is_default_site=True).root_page
    locale = locale_in(language)
    return (root if root.locale_id == locale.pk else root.get_translation_or_none(locale)) or root


def folder(model: type[Page], parent: Page) -> Page:
    found = model.objects.child_of(parent).first()
    if found:
        return found
    slug, title = TITLES[model]
    with translation.override(parent.locale.language_code):
        page = model(title=_(title), slug=slug, locale=parent.locale)
    sibling = model.objects.exclude(locale=parent.locale).first()
    if sibling:
        page.translation_key = sibling.translation_key
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return page
