"""What stands below a published study: who took it over, what members say, and what this reader may do about it."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import get_language

from knowledge.models import Adaptation, Bookmark, CaseStudy, Comment
from knowledge.permissions import (
    can_answer_adaptation,
    can_ask_author,
    can_comment,
    can_moderate_comment,
    can_report_comment,
    can_take_back_adaptation,
    can_take_back_comment,
)
from knowledge.queries.case_studies import StudyCard, cards
from knowledge.states import AdaptationState
from members.models import Organisation
from members.permissions import organisations_spoken_for
from network.core.languages import CONTENT_LANGUAGES, content_language

PER_PAGE = 24


@dataclass(frozen=True)
class Said:
    """A text that a person wrote, and what this reader may do with it."""

    record: Any
    may: dict[str, bool]

    @property
    def lang(self) -> str:
        return "" if self.record.language == content_language(get_language()) else self.record.language

    @property
    def language_label(self) -> Any:
        return CONTENT_LANGUAGES.get(self.lang, "")


def below(study: CaseStudy, comments: list[Comment], adaptations: list[Adaptation], user: Any) -> dict[str, Any]:
    """What stands below a published study for this reader: what everybody sees, and what they may do about it.

    A visitor costs no query; for others their number does not grow with comments.
    """
    if user.is_authenticated:
        adaptations = adaptations_of(study, user)
    return {
        "comments": [said(comment, user) for comment in comments],
        "adaptations": [adopted(one, user) for one in adaptations],
        "is_bookmarked": user.is_authenticated and Bookmark.objects.filter(person=user, study=study).exists(),
        "may_comment": can_comment(user, study),
        "may_ask": can_ask_author(user, study),
        "may_adapt": may_adapt(user, study),
    }


def said(comment: Comment, user: Any) -> Said:
    if not user.is_authenticated:
        return Said(comment, {})
    return Said(
        comment,
        {
            "take_back": can_take_back_comment(user, comment),
            "report": can_report_comment(user, comment),
            "moderate": can_moderate_comment(user, comment),
        },
    )


def adaptations_of(study: CaseStudy, user: Any) -> list[Adaptation]:
    """Confirmed ones; besides, for the two organisations, those that wait for an answer."""
    seen = Adaptation.objects.visible_to(user).filter(study=study, state__in=[A.CONFIRMED, A.PROPOSED])
    found = list(seen.with_organisations().distinct())
    for adaptation in found:
        adaptation.study = study
    return found


A = AdaptationState


def adopted(adaptation: Adaptation, user: Any) -> Said:
    if not user.is_authenticated:
        return Said(adaptation, {})
    waits = adaptation.state == A.PROPOSED
    return Said(
        adaptation,
        {
            "answer": waits and can_answer_adaptation(user, adaptation),
            "take_back": can_take_back_adaptation(user, adaptation),
        },
    )


def may_adapt(user: Any, study: CaseStudy) -> bool:
    return user.is_authenticated and study.is_public and organisations_to_adapt(user, study).exists()


def organisations_to_adapt(user: Any, study: CaseStudy) -> QuerySet[Organisation]:
    """Those in whose name the person may say that they took the study over, and which have not said so yet."""
    said_already = study.adaptations.filter(state__in=[A.PROPOSED, A.CONFIRMED]).values("organisation")
    mine = Organisation.objects.listed().filter(pk__in=organisations_spoken_for(user).values("pk"))
    return mine.exclude(pk=study.organisation_id).exclude(pk__in=said_already)


def bookmarked(user: Any, number: Any) -> tuple[Page, list[StudyCard]]:
    """A page of the person's marked studies that are public, the mark set last first."""
    marked = CaseStudy.objects.public().filter(bookmarks__person=user).order_by("-bookmarks__created_at")
    page = Paginator(marked.with_places(), PER_PAGE).get_page(number)
    return page, cards(page.object_list)


def reported_comments(user: Any) -> QuerySet[Comment]:
    """What waits for the person as a moderator, the oldest first."""
    waiting = Comment.objects.moderated_by(user).reported().exclude(author=user)
    return waiting.select_related("study", "author", "organisation").order_by("created_at", "id")
