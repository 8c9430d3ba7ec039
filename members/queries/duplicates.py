"""Whether an organisation that wants to join is in the network, or on its way in, already."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.models import MembershipApplication, Organisation
from members.names import SIMILAR, similarity

SAME_NUMBER = _("Same register number")
SIMILAR_NAME = _("Similar name")
SAME_ACRONYM = _("Same acronym")
MOST = 8


@dataclass(frozen=True)
class Candidate:
    """Something that may be the same organisation; the likeliest have the highest `score`."""

    name: str
    why: Promise
    score: float
    organisation: Organisation | None = None
    application: MembershipApplication | None = None


def duplicates_of(application: MembershipApplication) -> list[Candidate]:
    """Organisations and other open applications of the country that may be the same, likeliest first.

    Compares names without legal form, town, script and diacritics. Two queries, and one more for what was found.
    """
    found = [
        *compared(application, Organisation.objects.filter(country=application.country_id), "organisation"),
        *compared(
            application,
            MembershipApplication.objects.handed_in().filter(country=application.country_id).exclude(pk=application.pk),
            "application",
        ),
    ]
    return sorted(found, key=lambda candidate: -candidate.score)[:MOST]


def compared(application: MembershipApplication, others: object, what: str) -> list[Candidate]:
    rows = others.values_list("pk", "bare_name", "register_key", "acronym")  # type: ignore[attr-defined]
    reasons = {pk: reason for pk, *facts in rows if (reason := likeness(application, *facts))}
    best = sorted(reasons, key=lambda pk: -reasons[pk][1])[:MOST]
    things = others.model._default_manager.in_bulk(best)  # type: ignore[attr-defined]
    return [Candidate(things[pk].name, *reasons[pk], **{what: things[pk]}) for pk in best]


def likeness(
    application: MembershipApplication, bare_name: str, register_key: str, acronym: str
) -> tuple[Promise, float] | None:
    if application.register_key and register_key == application.register_key:
        return SAME_NUMBER, 200.0
    score = similarity(application.bare_name, bare_name) if application.bare_name and bare_name else 0.0
    if score >= SIMILAR:
        return SIMILAR_NAME, score
    if len(application.acronym) >= 3 and acronym.casefold() == application.acronym.casefold():
        return SAME_ACRONYM, 80.0
    return None
