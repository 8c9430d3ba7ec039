from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
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
from knowledge.facets import Facet, LongList, counted, facet, filters
from knowledge.linked_data import article
from knowledge.models import Adaptation, CaseStudy, CaseStudyIndexPage, CaseStudyPage, Comment, PeerCheck
from knowledge.names import name_for_reader
from knowledge.prose import plain, step_list
from knowledge.queries.standards_shown import grouped, standard_names, standards_shown
from knowledge.tellings import nearest, told
from knowledge.translations import missing, translations_of_pages
from members.models import TargetGroup, Theme
from network.core.charts import Marker, RegionMap
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


def tellings(study: CaseStudy) -> list[CaseStudyPage]:
    """The published pages of a study, one per language."""
    pages = list(CaseStudyPage.objects.filter(live=True, study=study.pk).select_related("locale"))
    for page in pages:
        page.study = study
    return pages


def telling(study: CaseStudy) -> CaseStudyPage | None:
    """The published page of a study that the reader gets; None when none is published."""
    return nearest(tellings(study))


def introduction() -> str:
    """What editors wrote above the list, in the reader's nearest language."""

    def written() -> str:
        page = localized(CaseStudyIndexPage.objects.filter(live=True).exclude(intro=""), get_language()).first()
        return page.intro if page else ""

    return kept("study-introduction", written)


# --- One study --------------------------------------------------------------------------------------------------------


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
