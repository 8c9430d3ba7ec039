"""The audit log's verbs in the words of people."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge.states import ReportState, ResourceState, ReviewState, StudyState

WORDS: dict[str, str | Promise] = {
    "started": _("Begun"),
    "changed": _("Changed"),
    "facts_changed": _("Facts changed"),
    "pictures_translated": _("Pictures described in a further language"),
    "lesson_removed": _("Lesson taken out"),
    "question_removed": _("Question taken out"),
    "version_added": _("File added"),
    "translated": _("Translated"),
    "imported": _("Table taken in"),
    "handed_in": _("Handed in"),
    "returned": _("Returned"),
    "freed": _("Freed by the desk"),
    "removed": _("Removed"),
    "called": _("Call for reviewers"),
    "reviewer_asked": _("Colleague asked"),
    "declared": _("Declaration given"),
    "ratings_handed_in": _("Ratings handed in"),
    "improvement_planned": _("Improvement planned"),
    "summary_written": _("Summary worded"),
    "consented": _("Consent given"),
    "consent_taken_back": _("Consent taken back"),
    "peer_asked": _("Colleague asked"),
    "peer_answered": _("Colleague answered"),
    **{state.value: state.label for state in (*StudyState, *ReportState, *ResourceState, *ReviewState)},
}


class Deed(NamedTuple):
    at: Any
    who: str
    what: str | Promise
    why: str


def deeds(entries: Iterable[Any]) -> list[Deed]:
    """Audit entries about a study or a report, ready to be read."""
    return [
        Deed(entry.at, entry.actor_name, WORDS.get(entry.verb.rpartition(".")[2], entry.verb), entry.reason)
        for entry in entries
    ]
