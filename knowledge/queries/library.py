"""Reading the library: the list with its facets, one thing with its languages, a module with its quiz."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge.choices import LICENCE_URLS, Audience, Level, Licence, ResourceKind
from knowledge.citations import Citation
from knowledge.facets import Facet, facet
from knowledge.linked_data import article
from knowledge.models import CaseStudy, Collection, Completion, Lesson, Question, Resource
from knowledge.names import name_for_reader
from knowledge.queries.case_studies import StudyCard, cards, counts
from knowledge.translations import Translation, translations_of_versions
from members.models import Theme
from network.core.languages import CONTENT_LANGUAGES, chain

PER_PAGE = 18
FACETS = {
    "kind": "kind",
    "theme": "themes__slug",
    "audience": "audience",
    "level": "level",
    "collection": "collections__slug",
}
SCHEMA = {
    ResourceKind.MODULE: "Course",
    ResourceKind.REPORT: "Report",
    ResourceKind.LAW: "Legislation",
    ResourceKind.TEMPLATE: "DigitalDocument",
}


@dataclass(frozen=True)
class ResourceList:
    page: Page
    facets: list[Facet]
    total: int
    narrowed: bool


def public_list(chosen: dict[str, str], query: QueryDict, number: Any) -> ResourceList:
    """The published things narrowed to `chosen`, and for each facet what its values would leave."""
    everything = Resource.objects.public()
    page = Paginator(narrowed(everything, chosen).newest_first().with_facts(), PER_PAGE).get_page(number)
    return ResourceList(page, resource_facets(everything, chosen, query), page.paginator.count, bool(chosen))


def narrowed(resources: Any, chosen: dict[str, str], but: str = "") -> Any:
    for name, value in chosen.items():
        if name != but:
            resources = resources.filter(**{FACETS[name]: value})
    return resources


def resource_facets(everything: Any, chosen: dict[str, str], query: QueryDict) -> list[Facet]:
    choices: dict[str, Any] = {
        "kind": ResourceKind.choices,
        "theme": [(theme.slug, theme) for theme in Theme.objects.all()],
        "audience": Audience.choices,
        "level": Level.choices,
        "collection": [(collection.slug, collection) for collection in Collection.objects.all()],
    }
    labels = {
        "kind": _("Kind"),
        "theme": _("Theme"),
        "audience": _("For whom"),
        "level": _("Level"),
        "collection": _("Collection"),
    }
    return [
        facet(labels[name], name, choices[name], counts(narrowed(everything, chosen, but=name), FACETS[name]), query)
        for name in FACETS
    ]


# --- One thing ------------------------------------------------------------------------------------------------------


def reading(resource: Resource) -> dict[str, Any]:
    """All that the page of a thing shows."""
    languages = translations_of_versions(resource.versions.select_related("file", "translated_from"))
    lessons = lessons_of(resource) if resource.is_module else []
    return {
        "resource": resource,
        "languages": [one for one in languages if one.exists],
        "missing": [one.name for one in languages if not one.exists] if resource.versions.all() else [],
        "nearest": nearest(languages),
        "lessons": lessons,
        "questions": questions_of(resource).count() if resource.is_module else 0,
        "facts": key_facts(resource),
        "licence_url": LICENCE_URLS.get(Licence(resource.licence), ""),
        "used_in": used_in(resource),
        "citation": citation(resource),
        "linked_data": linked_data(resource),
    }


def nearest(languages: list[Translation]) -> Translation | None:
    """The version that this reader is given first."""
    there = {one.language: one for one in languages if one.exists}
    return next((there[code] for code in chain(get_language()) if code in there), None)


def key_facts(resource: Resource) -> list[dict[str, Any]]:
    facts = [
        {"label": _("For whom"), "value": resource.get_audience_display()},
        {"label": _("Level"), "value": resource.get_level_display()},
        {"label": _("Time"), "value": duration(resource.minutes)},
        {"label": _("Country"), "value": str(resource.country or "")},
        {"label": _("Authors"), "value": resource.authors},
    ]
    return [fact for fact in facts if fact["value"]]


def duration(minutes: int | None) -> str:
    if not minutes:
        return ""
    if minutes < 90:
        return _("%(minutes)s minutes") % {"minutes": minutes}
    return _("%(hours)s hours") % {"hours": round(minutes / 60)}


def used_in(resource: Resource) -> list[StudyCard]:
    """Public case studies in which the thing was used."""
    return cards(CaseStudy.objects.public().filter(resources=resource).newest_first().with_places())


def citation(resource: Resource) -> Citation:
    organisation = name_for_reader(resource.organisation) if resource.organisation else settings.ORGANISATION_NAME
    versions = [version for version in resource.versions.all() if version.language == resource.language]
    return Citation(
        key=resource.slug,
        kind="report" if resource.kind == ResourceKind.REPORT else "article",
        title=resource.title.text,
        authors=(resource.authors or organisation,),
        collection=_("Library of the IRIS network"),
        published=resource.published_at,
        changed=resource.changed_at,
        path=resource.get_absolute_url(),
        language=resource.title.lang,
        version=str(max((version.number for version in versions), default="")),
    )


def linked_data(resource: Resource) -> dict[str, Any]:
    organisation = name_for_reader(resource.organisation) if resource.organisation else settings.ORGANISATION_NAME
    return article(
        title=resource.title.text,
        summary=resource.summary.text,
        path=resource.get_absolute_url(),
        language=resource.title.lang,
        authors=(resource.authors or organisation,),
        published=resource.published_at,
        changed=resource.changed_at,
        licence=LICENCE_URLS.get(Licence(resource.licence), ""),
        country=resource.country,
        themes=[str(theme) for theme in resource.themes.all()],
        kind=SCHEMA.get(ResourceKind(resource.kind), "LearningResource"),
    )


# --- Modules --------------------------------------------------------------------------------------------------------


def lessons_of(resource: Resource) -> list[Lesson]:
    """The lessons in the reader's nearest language that has any."""
    by_language: dict[str, list[Lesson]] = {}
    for lesson in resource.lessons.order_by("position"):
        by_language.setdefault(lesson.language, []).append(lesson)
    return next((by_language[code] for code in chain(get_language()) if code in by_language), [])


def questions_of(resource: Resource) -> QuerySet[Question]:
    there = set(resource.questions.values_list("language", flat=True))
    language = next((code for code in chain(get_language()) if code in there), resource.language)
    return resource.questions.filter(language=language).order_by("position")


@dataclass(frozen=True)
class Marked:
    """A question after it was answered."""

    question: Question
    chosen: frozenset[int]

    @property
    def is_right(self) -> bool:
        return self.chosen == {place for place, answer in enumerate(self.question.answers) if answer["right"]}

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [
            {**answer, "chosen": place in self.chosen}
            for place, answer in enumerate(self.question.answers)
            if place in self.chosen or answer["right"]
        ]


def learning_of(user: Any) -> QuerySet[Completion]:
    """The modules that a person has worked through, the newest first."""
    return Completion.objects.filter(person=user).select_related("resource").order_by("-completed_at", "-id")


def newest(number: int) -> list[Resource]:
    return list(Resource.objects.public().newest_first().with_facts()[:number])


def language_name(code: str) -> Any:
    return CONTENT_LANGUAGES.get(code, code)
