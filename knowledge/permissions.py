"""Who may do what with case studies, reports and recommendations.

The querysets' `visible_to` and `handled_by` are the twins of `can_see_…` and of the desk's predicates.
"""

from typing import TYPE_CHECKING, Any

from knowledge.states import REPORT_PUBLIC, STUDY_WITH_AUTHOR, StudyState
from members.permissions import belongs_to, can_speak_for, is_member

if TYPE_CHECKING:
    from knowledge.models import CaseStudy, PeerCheck, Recommendation, ShadowReport


# --- Case studies ---------------------------------------------------------------------------------------------------


def can_start_study(user: Any) -> bool:
    """Members of the network write, each for an organisation they belong to."""
    return is_member(user) and user.organisations().listed().exists()


def can_start_study_for(user: Any, organisation: Any) -> bool:
    """A listed organisation of their own, in whatever role."""
    return user.is_authenticated and user.organisations().listed().filter(pk=organisation.pk).exists()


def is_author(user: Any, study: "CaseStudy") -> bool:
    """Wrote it, or speaks for the organisation that it is about."""
    return user.is_authenticated and (study.author_id == user.pk or can_speak_for(user, study.organisation))


def can_decide_study(user: Any, study: "CaseStudy") -> bool:
    """Screens, returns, publishes, archives: the country's coordinator, editors, the secretariat; never the author."""
    return user.is_authenticated and study.author_id != user.pk and works_the_desk(user, study)


def works_the_desk(user: Any, study: "CaseStudy") -> bool:
    return user.has_role("secretariat", "editor") or user.has_role("coordinator", country=study.country_id)


def can_see_study(user: Any, study: "CaseStudy") -> bool:
    if study.is_public:
        return True
    if not user.is_authenticated:
        return False
    return (
        is_author(user, study)
        or (study.submitted_at is not None and works_the_desk(user, study))
        or study.peer_checks.filter(peer=user).exists()
    )


def can_write_study(user: Any, study: "CaseStudy") -> bool:
    return study.state in STUDY_WITH_AUTHOR and is_author(user, study)


def can_update_study(user: Any, study: "CaseStudy") -> bool:
    """Take a published study back to the desk in order to write its next version."""
    return study.is_in_force and is_author(user, study)


def can_restore_study(user: Any, study: "CaseStudy") -> bool:
    return study.state == StudyState.ARCHIVED and is_author(user, study)


def can_ask_peer(user: Any, study: "CaseStudy") -> bool:
    return study.state == StudyState.SCREENED and can_decide_study(user, study)


def can_be_peer_of(user: Any, study: "CaseStudy") -> bool:
    """A member of another country who did not write the study."""
    if not user.is_authenticated or study.author_id == user.pk:
        return False
    return user.organisations().listed().exclude(country=study.country_id).exists() and not belongs_to(
        user, study.organisation
    )


def can_answer_peer_check(user: Any, check: "PeerCheck") -> bool:
    return user.is_authenticated and check.peer_id == user.pk and check.answered_at is None


# --- Reports and recommendations ------------------------------------------------------------------------------------


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
