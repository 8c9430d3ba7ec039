"""The public list of case studies, narrowed by facets, and cards for them wherever they are listed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge.choices import EvidenceLevel
from knowledge.facets import Facet, LongList, counted, facet, filters
from knowledge.models import CaseStudy, CaseStudyIndexPage, CaseStudyPage
from knowledge.names import name_for_reader
from knowledge.prose import plain
from knowledge.queries.standards_shown import standard_names, standards_shown
from knowledge.tellings import told
from members.models import TargetGroup, Theme
from network.core.kept import kept
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
    filters: str
    total: int
    narrowed: bool


def public_list(chosen: dict[str, str], query: QueryDict, number: Any) -> StudyList:
    """The public list narrowed to `chosen`: one page of cards, and for each facet what its values would leave.

    `query` is the address as it came, from which the facets make theirs.
    """
    everything = CaseStudy.objects.public()
    found = narrowed(everything, chosen)
    paginator = LongList(found.newest_first().with_places(), PER_PAGE)
    facets = study_facets(everything, chosen, query)
    if "level" not in chosen:  # each study has one, so the facet knows how many there are
        paginator.count = facets[list(FACETS).index("level")].total
    page = paginator.get_page(number)
    return StudyList(
        page=page,
        cards=cards(page.object_list),
        facets=facets,
        filters=filters("studies", facets, query, narrowed=bool(chosen)),
        total=page.paginator.count,
        narrowed=bool(chosen),
    )


def narrowed(studies: QuerySet[CaseStudy], chosen: dict[str, str], but: str = "") -> QuerySet[CaseStudy]:
    for name, value in chosen.items():
        if name == "standard" != but:
            studies = studies.showing(value)
        elif name != but:
            studies = studies.filter(**{FACETS[name]: value})
    return studies


def study_facets(everything: QuerySet[CaseStudy], chosen: dict[str, str], query: QueryDict) -> list[Facet]:
    labels = {"country": _("Country"), "theme": _("Theme"), "group": _("For whom"), "level": _("Evidence")}
    choices = kept("study-choices", study_choices)

    def left(name: str) -> dict[str, int]:
        return counted("studies", name, chosen, lambda: counts(narrowed(everything, chosen, but=name), FACETS[name]))

    facets = [facet(labels[name], name, choices[name], left(name), query) for name in FACETS]
    return [*facets, standard_facet(everything, chosen, query)]


def study_choices() -> dict[str, list[tuple[str, str]]]:
    """What there is to choose from, in the reader's language."""
    return {
        "country": [(country.code, str(country)) for country in Country.objects.all()],
        "theme": [(theme.slug, str(theme)) for theme in Theme.objects.all()],
        "group": [(group.slug, str(group)) for group in TargetGroup.objects.all()],
        "level": [(value, str(label)) for value, label in EvidenceLevel.choices],
    }


def standard_facet(everything: QuerySet[CaseStudy], chosen: dict[str, str], query: QueryDict) -> Facet:
    """The standards in force that public studies show."""

    def shown() -> dict[str, int]:
        return standards_shown(narrowed(everything, chosen, but="standard"))

    left = counted("studies", "standard", chosen, shown)
    names = kept("standards-shown", standard_names)
    return facet(_("Standard"), "standard", [one for one in names if one[0] in left], left, query)


def counts(studies: QuerySet[CaseStudy], column: str) -> dict[str, int]:
    """How many things have which value. Each other choice holds for a thing once, so no row is counted twice."""
    rows = studies.order_by().values_list(column).annotate(number=Count("*"))
    return {value: number for value, number in rows if value}


def cards(studies: Iterable[CaseStudy]) -> list[StudyCard]:
    """Cards for studies loaded `with_places()`, in their order; two queries however many there are."""
    studies = list(studies)
    told_of = told(CaseStudyPage.objects, "study", studies)
    return [card(study, *told_of[study.pk]) for study in studies if study.pk in told_of]


def card(study: CaseStudy, title: Localised, summary: str) -> StudyCard:
    return StudyCard(study=study, title=title, summary=plain(summary), url=study.get_absolute_url())


def newest(number: int, country: str = "") -> list[StudyCard]:
    studies = CaseStudy.objects.public().newest_first().with_places()
    return cards((studies.filter(country=country) if country else studies)[:number])


def introduction() -> str:
    """What editors wrote above the list, in the reader's nearest language."""

    def written() -> str:
        page = localized(CaseStudyIndexPage.objects.filter(live=True).exclude(intro=""), get_language()).first()
        return page.intro if page else ""

    return kept("study-introduction", written)
