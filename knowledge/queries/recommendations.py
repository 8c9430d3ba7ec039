"""One recommendation and all that became of it, who follows it, and who may answer."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from knowledge.choices import LICENCE_URLS, Licence, Position
from knowledge.citations import Citation
from knowledge.linked_data import article
from knowledge.models import Assessment, Follow, GovernmentResponse, Recommendation, Wording
from knowledge.names import name_for_reader
from knowledge.prose import plain
from knowledge.queries.reports import authors_of
from knowledge.translations import missing, translations_of_texts
from members.models import Organisation
from members.permissions import organisations_spoken_for
from network.core.kept import kept

POSITION_TONES = {"noted": "neutral", "partly_accepted": "warn", "accepted": "good", "rejected": "bad"}


@dataclass(frozen=True)
class Event:
    """Something that happened to a recommendation, ready for the timeline."""

    at: date
    title: str
    kind: str  # wording | assessment | response
    text: str
    tone: str = ""
    lang: str = ""
    source: str = ""
    source_url: str = ""
    badge: str = ""


def with_history(recommendations: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    return (
        recommendations.with_facts()
        .select_related("finding", "carried_from", "report__series")
        .prefetch_related(  # type: ignore[attr-defined]
            "report__contributors",
            Prefetch("assessments", Assessment.objects.published().select_related("report__series")),
            Prefetch("responses", GovernmentResponse.objects.select_related("institution")),
            Prefetch("wordings", Wording.objects.select_related("report__series")),
            Prefetch("carried_into", Recommendation.objects.public().select_related("report__series")),
        )
    )


def whole(code: str) -> dict[str, Any]:
    """All that everybody may see of a public recommendation, with its history; DoesNotExist for any other. Kept."""
    return kept(f"recommendation:{code}", lambda: made(code))


def made(code: str) -> dict[str, Any]:
    found = with_history(Recommendation.objects.public()).get(code=code)
    return {
        "recommendation": found,
        "events": timeline(found),
        "ledger": ledger(found),
        "chain": chain_of(found),
        "position": position_label(found.position),
        "translations": translations_of_texts(found.texts, found.report.language),
        "missing": missing(translations_of_texts(found.texts)),
        "licence": found.report.get_licence_display(),
        "licence_url": LICENCE_URLS[Licence(found.report.licence)],
        "citation": citation(found),
        "linked_data": linked_data(found),
    }


def citation(recommendation: Recommendation) -> Citation:
    """Under its code, which stays, and in the words in force."""
    return Citation(
        key=recommendation.code,
        kind="report",
        title=title_of(recommendation),
        authors=authors_of(recommendation.report),
        collection=edition_name(recommendation.report),
        published=recommendation.published_at,
        changed=recommendation.changed_at,
        path=recommendation.get_absolute_url(),
        language=recommendation.text.lang,
        version="",
    )


def title_of(recommendation: Recommendation) -> str:
    return f"{recommendation.code}: {Truncator(plain(recommendation.text.text)).chars(150)}"


def linked_data(recommendation: Recommendation) -> dict[str, Any]:
    report = recommendation.report
    return article(
        kind="CreativeWork",
        title=title_of(recommendation),
        summary=plain(recommendation.text.text),
        path=recommendation.get_absolute_url(),
        language=recommendation.text.lang,
        authors=authors_of(report),
        published=recommendation.published_at,
        changed=recommendation.changed_at,
        licence=LICENCE_URLS[Licence(report.licence)],
        country=recommendation.country,
        themes=[str(recommendation.theme)] if recommendation.theme else [],
        part_of=("Report", edition_name(report), report.get_absolute_url()),
    )


def timeline(recommendation: Recommendation) -> list[Event]:
    """All that became of a recommendation loaded `with_history()`, oldest first."""
    events = [wording_event(wording) for wording in recommendation.wordings.all()]
    events += [assessment_event(assessment) for assessment in recommendation.assessments.all()]
    events += [response_event(response) for response in recommendation.responses.all()]
    events += [carried_event(later) for later in recommendation.carried_into.all()]
    return sorted(events, key=lambda event: event.at)


@dataclass(frozen=True)
class LedgerRow:
    """What one edition found, and what institutions answered between it and the next."""

    report: Any
    assessment: Any
    responses: list[Any]


def ledger(recommendation: Recommendation) -> list[LedgerRow]:
    """The two voices beside each other, edition by edition, of a recommendation loaded `with_history()`."""
    assessments = sorted(recommendation.assessments.all(), key=lambda one: (one.assessed_on, one.pk))
    begins = [date.min, *(one.assessed_on for one in assessments)]
    ends = [*begins[1:], date.max]
    responses = list(recommendation.responses.all())
    rows = [
        LedgerRow(
            assessment.report if assessment else recommendation.report,
            assessment,
            [one for one in responses if start <= one.given_on < end],
        )
        for assessment, start, end in zip([None, *assessments], begins, ends, strict=True)
    ]
    return [row for row in rows if row.assessment or row.responses]


def chain_of(recommendation: Recommendation) -> list[Recommendation]:
    """The codes under which one demand was followed, oldest first; only itself where it was never carried over.

    One query, whatever the length, and none for most: the chain lies within the recommendations of its country.
    """
    if not recommendation.carried_from_id and not recommendation.is_carried_on:
        return [recommendation]
    carried = Recommendation.objects.public().filter(country=recommendation.country_id)
    linked = carried.exclude(carried_from=None) | carried.filter(is_carried_on=True)
    known = {one.pk: one for one in linked.select_related("report__series")}
    known.setdefault(recommendation.pk, recommendation)
    later = {one.carried_from_id: one for one in known.values() if one.carried_from_id}
    chain = [known[recommendation.pk]]
    while chain[0].carried_from_id in known:
        chain.insert(0, known[chain[0].carried_from_id])
    while chain[-1].pk in later:
        chain.append(later[chain[-1].pk])
    return chain


def carried_event(later: Any) -> Event:
    return Event(
        at=timezone.localdate(later.published_at),
        kind="carried",
        title=_("Carried on as %(code)s") % {"code": later.code},
        text="",
        source=edition_name(later.report),
        source_url=later.get_absolute_url(),
    )


def wording_event(wording: Any) -> Event:
    title = _("Recommended") if wording.number == 1 else _("Worded anew")
    return Event(
        at=timezone.localdate(wording.at),
        kind="wording",
        title=title,
        text=wording.text.text if wording.number > 1 else "",
        lang=wording.text.lang,
        source=edition_name(wording.report),
        source_url=wording.report.get_absolute_url(),
    )


def edition_name(report: Any) -> str:
    """The edition in the reader's language, without looking for its page."""
    return f"{report.series.title}, {report.year}"


def assessment_event(assessment: Any) -> Event:
    return Event(
        at=assessment.assessed_on,
        kind="assessment",
        title=_("The organisations found"),
        badge=assessment.get_progress_display(),
        text=assessment.proof.text,
        lang=assessment.proof.lang,
        tone=assessment.tone,
        source=edition_name(assessment.report),
        source_url=assessment.report.get_absolute_url(),
    )


def response_event(response: Any) -> Event:
    return Event(
        at=response.given_on,
        kind="response",
        title=_("%(institution)s answered") % {"institution": name_for_reader(response.institution)},
        badge=response.get_position_display(),
        text=response.text,
        lang=response.language,
        tone=POSITION_TONES[response.position],
    )


def position_label(position: str) -> str:
    return str(Position(position).label) if position else ""


def follows(user: Any, recommendation: Recommendation) -> bool:
    return user.is_authenticated and Follow.objects.filter(person=user, recommendation=recommendation).exists()


def followed_by(user: Any) -> QuerySet[Recommendation]:
    """What a person follows, the latest change first."""
    return Recommendation.objects.public().filter(follows__person=user).with_facts().order_by("-changed_at", "code")


def may_answer(user: Any, recommendation: Recommendation) -> bool:
    """Whether the person speaks for any institution to which it is addressed."""
    return institutions_of(user, recommendation).exists() if user.is_authenticated else False


def institutions_of(user: Any, recommendation: Recommendation) -> QuerySet[Organisation]:
    """The addressees in whose name the person may answer; each satisfies `can_answer`."""
    return organisations_spoken_for(user).filter(recommendations_received=recommendation)
