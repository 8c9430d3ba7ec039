"""One case study as readers get it: its texts in the nearest language and all that the page shows around them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge.choices import EVIDENCE_LEVEL_MEANING, LICENCE_URLS, EvidenceKind, EvidenceLevel, Goal, Licence
from knowledge.citations import Citation
from knowledge.linked_data import article
from knowledge.models import Adaptation, CaseStudy, CaseStudyPage, Comment
from knowledge.names import name_for_reader
from knowledge.prose import plain, step_list
from knowledge.queries.case_studies import StudyCard, cards
from knowledge.queries.standards_shown import grouped
from knowledge.tellings import nearest
from knowledge.translations import missing, translations_of_pages
from network.core.charts import Marker, RegionMap
from network.core.kept import kept
from network.core.languages import CONTENT_LANGUAGES, localized


def tellings(study: CaseStudy) -> list[CaseStudyPage]:
    """The published pages of a study, one per language."""
    pages = list(CaseStudyPage.objects.filter(live=True, study=study.pk).select_related("locale"))
    for page in pages:
        page.study = study
    return pages


def telling(study: CaseStudy) -> CaseStudyPage | None:
    """The published page of a study that the reader gets; None when none is published."""
    return nearest(tellings(study))


def whole(slug: str) -> dict[str, Any]:
    """All that everybody may see at the address of a study; for one that was withdrawn what is said of it, as `gone`.

    DoesNotExist for what never was public. The same for every reader of a language, so it is kept.
    """
    return kept(f"study:{slug}", lambda: made(slug))


def made(slug: str) -> dict[str, Any]:
    study = CaseStudy.objects.ever_public().with_facts().select_related("author").get(slug=slug)
    if not study.is_public:
        return {"gone": tombstone(study)}
    pages = tellings(study)
    page = nearest(pages)
    if page is None:
        raise CaseStudy.DoesNotExist
    return {
        "page": page,
        "page_language": page.content_language,
        "is_fallback": page.is_fallback,
        **reading(page, study, pages),
        "comments": comments_on(study),
        "adaptations": confirmed_adaptations(study),
    }


def comments_on(study: CaseStudy) -> list[Comment]:
    found = list(Comment.objects.filter(study=study).in_order())
    for comment in found:
        comment.study = study
    return found


def confirmed_adaptations(study: CaseStudy) -> list[Adaptation]:
    found = list(Adaptation.objects.filter(study=study).confirmed().with_organisations())
    for adaptation in found:
        adaptation.study = study
    return found


def reading(page: CaseStudyPage, study: CaseStudy | None = None, pages: Iterable[Any] | None = None) -> dict[str, Any]:
    """All that the reading page shows of a study besides its texts; who has them at hand gives both."""
    study = study or CaseStudy.objects.with_facts().select_related("author").get(pk=page.study_id)
    translations = translations_of_pages(tellings(study) if pages is None else pages, study.language)
    return {
        "study": study,
        "steps": step_list(page.steps),
        "facts": key_facts(study),
        "language_label": CONTENT_LANGUAGES.get(page.language, ""),
        "translations": translations,
        "missing": missing(translations),
        "resources": list(study.resources.public().newest_first()),
        "related": related(study),
        "peer_check": study.peer_checks.exclude(verdict="").select_related("organisation__country").first(),
        "level_meaning": EVIDENCE_LEVEL_MEANING[EvidenceLevel(study.evidence_level)],
        "evidence_kinds": [EvidenceKind(kind).label for kind in study.evidence_kinds if kind in EvidenceKind.values],
        "licence_url": LICENCE_URLS[Licence(study.licence)],
        "citation": citation(study, page),
        "linked_data": linked_data(study, page),
        "standards": grouped(study.standards.in_force()),
        **pictures_shown(study, page, pages),
        "changes": changes_of(study),
        "place": place_of(study),
        "goals": [Goal(number).label for number in study.goals if number in Goal.values],
    }


def pictures_shown(study: CaseStudy, page: CaseStudyPage, pages: Iterable[Any] | None) -> dict[str, Any]:
    """The pictures of a text; those of the original, in its words and labelled, while nobody has translated them."""
    if page.pictures or page.language == study.language:
        return {"pictures": page.shown_pictures, "pictures_lang": ""}
    original = next((one for one in pages or tellings(study) if one.language == study.language), None)
    return {"pictures": original.shown_pictures if original else [], "pictures_lang": study.language}


def changes_of(study: CaseStudy) -> list[dict[str, Any]]:
    """What was changed since readers first saw the study, the newest first."""
    return [{"at": parse_datetime(one["at"]), "note": one["note"]} for one in reversed(study.changes)]


def place_of(study: CaseStudy) -> RegionMap:
    """Where on the map it happened: a town, or the whole country."""
    town = study.municipality
    dots = [Marker(str(town), town.latitude, town.longitude, "", study.country_id)] if town else []
    return RegionMap(dots, {}, current=study.country_id)


def key_facts(study: CaseStudy) -> list[dict[str, Any]]:
    place = f"{study.municipality}, {study.country}" if study.municipality else str(study.country)
    facts = [
        {"label": _("Where"), "value": place},
        {"label": _("For whom"), "value": ", ".join(str(group) for group in study.target_groups.all())},
        {"label": _("Years"), "value": study.years},
        {"label": _("Cost per year"), "value": money(study), "plain": plain(money(study))},
        {"label": _("Evidence"), "value": study.get_evidence_level_display()},
    ]
    return [fact for fact in facts if fact["value"]]


def money(study: CaseStudy) -> str:
    """The cost as a reader writes figures; the code of the currency stays in Latin letters."""
    if study.cost is None:
        return ""
    return format_html(
        '{} <span translate="no">{}</span>', number_format(study.cost, 0, force_grouping=True), study.cost_currency
    )


def tombstone(study: CaseStudy) -> dict[str, Any]:
    """What is said of a withdrawn study: how readers knew it, when it went and why. Nothing of its text."""
    page = tellings_withdrawn(study).first()
    return {
        "study": study,
        "title": page.title if page else "",
        "title_language": page.content_language if page else "",
    }


def tellings_withdrawn(study: CaseStudy) -> QuerySet[CaseStudyPage]:
    """The pages that were public; their rows keep the title under which they were published last."""
    return localized(CaseStudyPage.objects.filter(study=study, first_published_at__isnull=False), get_language())


def related(study: CaseStudy, number: int = 3) -> list[StudyCard]:
    """Public studies that share most themes and groups with this one, the newest first among equals."""
    themes = [theme.pk for theme in study.themes.all()]
    near = (
        CaseStudy.objects.public()
        .exclude(pk=study.pk)
        .filter(themes__in=themes)
        .annotate(shared=Count("*"))
        .order_by("-shared", "-published_at", "-id")
    )
    return cards(near.with_places()[:number])


def citation(study: CaseStudy, page: CaseStudyPage) -> Citation:
    return Citation(
        key=study.slug or str(study.uuid),
        kind="article",
        title=page.title,
        authors=(name_for_reader(study.organisation),),
        collection=_("Case studies of the IRIS network"),
        published=study.published_at,
        changed=study.changed_at,
        path=study.get_absolute_url(),
        language=page.locale.language_code,
        version="",
    )


def linked_data(study: CaseStudy, page: CaseStudyPage) -> dict[str, Any]:
    return article(
        title=page.title,
        summary=plain(page.summary),
        path=study.get_absolute_url(),
        language=page.locale.language_code,
        authors=(name_for_reader(study.organisation),),
        published=study.published_at,
        changed=study.changed_at,
        licence=LICENCE_URLS[Licence(study.licence)],
        country=study.country,
        themes=[str(theme) for theme in study.themes.all()],
    )
