from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from knowledge.choices import EVIDENCE_LEVEL_MEANING, LICENCE_URLS, EvidenceKind, EvidenceLevel, Goal, Licence
from knowledge.citations import Citation
from knowledge.facets import Facet, facet
from knowledge.linked_data import article
from knowledge.models import CaseStudy, CaseStudyIndexPage, CaseStudyPage, PeerCheck
from knowledge.names import name_for_reader
from knowledge.prose import plain, step_list
from knowledge.translations import translations_of_pages
from members.models import TargetGroup, Theme
from network.core.charts import Marker, RegionMap
from network.core.languages import CONTENT_LANGUAGES, Localised, localized
from network.core.models import Country

PER_PAGE = 12
FACETS = {"country": "country", "theme": "themes__slug", "group": "target_groups__slug", "level": "evidence_level"}


@dataclass(frozen=True)
class StudyCard:
    """A study as lists show it, in the reader's language or the nearest one."""

    study: CaseStudy
    title: Localised
    summary: str
    url: str

    @property
    def lang(self) -> str:
        return self.title.lang if self.title.is_fallback else ""

    @property
    def language_label(self) -> Any:
        return CONTENT_LANGUAGES.get(self.lang, "")

    @property
    def level(self) -> str:
        return self.study.get_evidence_level_display()

    @property
    def meta(self) -> str:
        return f"{self.study.country} · {name_for_reader(self.study.organisation)}"


@dataclass(frozen=True)
class StudyList:
    page: Page
    cards: list[StudyCard]
    facets: list[Facet]
    total: int
    narrowed: bool


def public_list(chosen: dict[str, str], query: QueryDict, number: Any) -> StudyList:
    """The public list narrowed to `chosen`: one page of cards, and for each facet what its values would leave.

    `query` is the address as it came, from which the facets make theirs.
    """
    everything = CaseStudy.objects.public()
    found = narrowed(everything, chosen)
    page = Paginator(found.newest_first().with_facts(), PER_PAGE).get_page(number)
    return StudyList(
        page=page,
        cards=cards(page.object_list),
        facets=study_facets(everything, chosen, query),
        total=page.paginator.count,
        narrowed=bool(chosen),
    )


def narrowed(studies: QuerySet[CaseStudy], chosen: dict[str, str], but: str = "") -> QuerySet[CaseStudy]:
    for name, value in chosen.items():
        if name != but:
            studies = studies.filter(**{FACETS[name]: value})
    return studies


def study_facets(everything: QuerySet[CaseStudy], chosen: dict[str, str], query: QueryDict) -> list[Facet]:
    choices = {
        "country": [(country.code, country) for country in Country.objects.all()],
        "theme": [(theme.slug, theme) for theme in Theme.objects.all()],
        "group": [(group.slug, group) for group in TargetGroup.objects.all()],
        "level": EvidenceLevel.choices,
    }
    labels = {"country": _("Country"), "theme": _("Theme"), "group": _("For whom"), "level": _("Evidence")}
    return [
        facet(labels[name], name, choices[name], counts(narrowed(everything, chosen, but=name), FACETS[name]), query)
        for name in FACETS
    ]


def counts(studies: QuerySet[CaseStudy], column: str) -> dict[str, int]:
    """How many things have which value. Each other choice holds for a thing once, so no row is counted twice."""
    rows = studies.order_by().values_list(column).annotate(number=Count("*"))
    return {value: number for value, number in rows if value}


def cards(studies: Iterable[CaseStudy]) -> list[StudyCard]:
    """Cards for studies loaded `with_facts()`, in their order; two queries however many there are."""
    studies = list(studies)
    tellings = {page.study_id: page for page in tellings_of(studies)}
    return [card(study, tellings[study.pk]) for study in studies if study.pk in tellings]


def tellings_of(studies: Iterable[CaseStudy]) -> QuerySet[CaseStudyPage]:
    """For each study its published page in the reader's nearest language."""
    live = CaseStudyPage.objects.filter(live=True, study__in=[study.pk for study in studies])
    return localized(live, get_language())


def card(study: CaseStudy, page: Any) -> StudyCard:
    return StudyCard(
        study=study,
        title=Localised(page.title, page.content_language, page.is_fallback),
        summary=plain(page.summary),
        url=study.get_absolute_url(),
    )


def newest(number: int, country: str = "") -> list[StudyCard]:
    """Cards without themes and groups, which none of the lists of newest shows."""
    studies = CaseStudy.objects.public().newest_first().select_related("country", "organisation")
    return cards((studies.filter(country=country) if country else studies)[:number])


def telling(study: CaseStudy) -> CaseStudyPage | None:
    """The published page of a study that the reader gets; None when none is published."""
    return tellings_of([study]).select_related("locale").first()


def introduction() -> str:
    """What editors wrote above the list, in the reader's nearest language."""
    page = localized(CaseStudyIndexPage.objects.filter(live=True).exclude(intro=""), get_language()).first()
    return page.intro if page else ""


# --- One study --------------------------------------------------------------------------------------------------------


def reading(page: CaseStudyPage) -> dict[str, Any]:
    """All that the reading page shows of a study besides its texts."""
    study = CaseStudy.objects.with_facts().select_related("author").get(pk=page.study_id)
    translations = translations_of_pages(study.pages.filter(live=True).select_related("locale"), study.language)
    return {
        "study": study,
        "steps": step_list(page.steps),
        "facts": key_facts(study),
        "language_label": CONTENT_LANGUAGES.get(page.language, ""),
        "translations": translations,
        "missing": [one.name for one in translations if not one.exists],
        "resources": list(study.resources.public().newest_first()),
        "related": related(study),
        "peer_check": study.peer_checks.exclude(verdict="").select_related("organisation__country").first(),
        "level_meaning": EVIDENCE_LEVEL_MEANING[EvidenceLevel(study.evidence_level)],
        "evidence_kinds": [EvidenceKind(kind).label for kind in study.evidence_kinds if kind in EvidenceKind.values],
        "licence_url": LICENCE_URLS[Licence(study.licence)],
        "citation": citation(study, page),
        "linked_data": linked_data(study, page),
        "pictures": page.shown_pictures,
        "changes": changes_of(study),
        "place": place_of(study),
        "goals": [Goal(number).label for number in study.goals if number in Goal.values],
    }


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
    return cards(near.with_facts()[:number])


def citation(study: CaseStudy, page: CaseStudyPage) -> Citation:
    return Citation(
        key=study.slug or str(study.uuid),
        kind="article",
        title=page.title,
        author=name_for_reader(study.organisation),
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
        author=name_for_reader(study.organisation),
        published=study.published_at,
        changed=study.changed_at,
        licence=LICENCE_URLS[Licence(study.licence)],
        country=study.country,
        themes=[str(theme) for theme in study.themes.all()],
    )


# --- Writing and deciding -------------------------------------------------------------------------------------------


def own_studies(user: Any) -> QuerySet[CaseStudy]:
    return CaseStudy.objects.written_by(user).select_related("organisation", "country").order_by("-saved_at", "-id")


def open_checks(user: Any) -> QuerySet[PeerCheck]:
    return PeerCheck.objects.filter(peer=user, answered_at=None).select_related("study__organisation__country")


def desk_queue(user: Any, state: str = "") -> QuerySet[CaseStudy]:
    """What the desk of this person holds; without a state, what waits for a decision, longest waiting first."""
    studies = CaseStudy.objects.handled_by(user).select_related("organisation", "country", "author")
    studies = studies.filter(state=state) if state else studies.awaiting_desk()
    return studies.order_by("submitted_at", "id")


def desk_counts(user: Any) -> Counter:
    """How many studies of this person's desk are in which state."""
    rows = CaseStudy.objects.handled_by(user).order_by().values_list("state").annotate(number=Count("pk"))
    return Counter(dict(rows))


def list_title(total: int) -> str:
    return ngettext("%(count)d case study", "%(count)d case studies", total) % {"count": total}


def list_url() -> str:
    return reverse("case-study-list")
