"""The audit log's verbs in the words of people."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge.states import ReportState, ResourceState, StudyState

WORDS: dict[str, str | Promise] = {
    "started": _("Begun"),
    "changed": _("Changed"),
    "version_added": _("File added"),
    "translated": _("Translated"),
    "peer_asked": _("Colleague asked"),
    "peer_answered": _("Colleague answered"),
    **{state.value: state.label for state in (*StudyState, *ReportState, *ResourceState)},
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
