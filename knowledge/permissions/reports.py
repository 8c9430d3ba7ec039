"""Who writes, signs off, publishes and answers shadow reports and their recommendations."""

from typing import TYPE_CHECKING, Any

from knowledge.states import (
    REPORT_PUBLIC,
)
from members.permissions import belongs_to, can_speak_for

if TYPE_CHECKING:
    from knowledge.models import (
        Chapter,
        Evidence,
        Recommendation,
        ShadowReport,
    )


def can_handle_country(user: Any, country: Any) -> bool:
    """Writes and decides on reports: the secretariat everywhere, a coordinator in their own country."""
    if not user.is_authenticated:
        return False
    if user.has_role("secretariat"):
        return True
    return country is not None and user.has_role("coordinator", country=country)


def can_see_report(user: Any, report: "ShadowReport") -> bool:
    return report.state in REPORT_PUBLIC or can_handle_country(user, report.country_id)


def can_write_report(user: Any, report: "ShadowReport") -> bool:
    return report.is_open_to_writers and can_handle_country(user, report.country_id)


def can_write_chapter(user: Any, chapter: "Chapter") -> bool:
    """People of the organisation that it was given to, until it is handed in; the report's desk until it is signed off."""
    if can_write_report(user, chapter.report):
        return True
    is_open = chapter.report.is_open_to_writers and chapter.handed_in_at is None
    return is_open and chapter.organisation is not None and belongs_to(user, chapter.organisation)


def can_see_chapter(user: Any, chapter: "Chapter") -> bool:
    """Twin of `Chapter.objects.visible_to`."""
    if can_handle_country(user, chapter.report.country_id):
        return True
    return chapter.organisation is not None and belongs_to(user, chapter.organisation)


def can_add_evidence(user: Any, report: "ShadowReport") -> bool:
    """Whoever writes at the report: its desk, and the people of organisations that were given a chapter."""
    if can_write_report(user, report):
        return True
    return report.is_open_to_writers and report.chapters.in_work_for(user).exists()


def can_read_document(user: Any, evidence: "Evidence") -> bool:
    """A document of the evidence library: whoever writes at a report of its country; everybody once it is open."""
    if evidence.is_open or can_handle_country(user, evidence.country_id):
        return True
    return user.is_authenticated and writes_in(user, evidence.country_id)


def writes_in(user: Any, country: Any) -> bool:
    """Whether an organisation of theirs has a chapter of an edition in work in the country."""
    from knowledge.models import Chapter  # inline: models import states, which stand below permissions

    return Chapter.objects.in_work_for(user).filter(report__country=country).exists()


def can_sign_off_report(user: Any, report: "ShadowReport") -> bool:
    """A country's report is signed off by its coordinator and nobody else; a regional one by the secretariat."""
    if not user.is_authenticated:
        return False
    if report.country_id is None:
        return user.has_role("secretariat")
    return user.has_role("coordinator", country=report.country_id)


def can_publish_report(user: Any, report: "ShadowReport") -> bool:
    return can_handle_country(user, report.country_id)


def can_see_recommendation(user: Any, recommendation: "Recommendation") -> bool:
    return recommendation.is_public or can_handle_country(user, recommendation.country_id)


def can_record_response(user: Any, recommendation: "Recommendation") -> bool:
    return recommendation.is_public and can_handle_country(user, recommendation.country_id)


def can_answer(user: Any, recommendation: "Recommendation", institution: Any) -> bool:
    """A representative of an institution to which a public recommendation is addressed answers in its name."""
    return (
        recommendation.is_public
        and can_speak_for(user, institution)
        and recommendation.addressees.filter(pk=institution.pk).exists()
    )


def can_follow(user: Any, recommendation: "Recommendation") -> bool:
    """Anybody with an account, whatever is public."""
    return user.is_authenticated and recommendation.is_public
