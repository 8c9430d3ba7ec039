"""A case study told in further languages."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from knowledge.actions.case_studies import source_page
from knowledge.actions.shelves import locale_in, shelf
from knowledge.models import CaseStudy, CaseStudyIndexPage, CaseStudyPage
from network.core import audit


@transaction.atomic
def add_translation(study: CaseStudy, *, by: Any, language: str, title: str, texts: dict[str, str]) -> CaseStudyPage:
    """Tell a study in a further language; readers have it at once when the study is public. Idempotent by language."""
    locale = locale_in(language)
    page = study.pages.filter(locale=locale).first()
    if page is None:
        source = source_page(study)
        page = CaseStudyPage(
            title=title, locale=locale, study=study, live=False, owner=by, translation_key=source.translation_key
        )
        shelf(CaseStudyIndexPage, language).add_child(instance=page)
    page.title = title
    for name in CaseStudyPage.TEXTS:
        setattr(page, name, texts.get(name, ""))
    revision = page.save_revision(user=by)
    if study.is_public:
        revision.publish(user=by, skip_permission_checks=True)
        CaseStudy.objects.filter(pk=study.pk).update(harvested_at=timezone.now())
    audit.record("casestudy.translated", study, by=by, after={"language": language})
    return page
