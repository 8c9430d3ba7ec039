"""Who may do what with case studies, reports and recommendations.

The querysets' `visible_to` and `handled_by` are the twins of `can_see_…` and of the desk's predicates.
"""

from typing import TYPE_CHECKING, Any

from knowledge.states import REPORT_PUBLIC, STUDY_WITH_AUTHOR, STUDY_WITH_DESK, StudyState
from members.permissions import belongs_to, can_speak_for, is_member

if TYPE_CHECKING:
    from knowledge.models import Adaptation, CaseStudy, Comment, PeerCheck, Recommendation, Resource, ShadowReport


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
    return study.is_public or can_see_draft(user, study)


def can_see_draft(user: Any, study: "CaseStudy") -> bool:
    """The newest text, public or not: those who write it, decide on it or were asked to check it. Twin of
    `CaseStudy.objects.with_drafts_for`."""
    if not user.is_authenticated:
        return False
    return (
        is_author(user, study)
        or (study.submitted_at is not None and works_the_desk(user, study))
        or (study.state in STUDY_WITH_DESK and study.peer_checks.filter(peer=user).exists())
    )


def can_see_picture(user: Any, study: "CaseStudy", key: str) -> bool:
    """A picture that a published text shows is everybody's; one of a draft concerns those who may read the draft."""
    shown = study.is_public and any(key in page.picture_keys for page in study.pages.filter(live=True))
    return shown or can_see_draft(user, study)


def can_write_study(user: Any, study: "CaseStudy") -> bool:
    return study.state in STUDY_WITH_AUTHOR and is_author(user, study)


def can_update_study(user: Any, study: "CaseStudy") -> bool:
    """Take a published study back to the desk in order to write its next version."""
    return study.is_in_force and is_author(user, study)


def can_restore_study(user: Any, study: "CaseStudy") -> bool:
    return study.state == StudyState.ARCHIVED and is_author(user, study)


def can_ask_peer(user: Any, study: "CaseStudy") -> bool:
    return study.state == StudyState.SCREENED and can_decide_study(user, study)


def can_publish_study(user: Any, study: "CaseStudy") -> bool:
    """Once a colleague abroad found it good; a next version also straight after screening."""
    read_abroad = study.state == StudyState.PEER_CHECKED
    next_version = study.state == StudyState.SCREENED and study.published_at is not None
    return (read_abroad or next_version) and can_decide_study(user, study)


def can_be_peer_of(user: Any, study: "CaseStudy") -> bool:
    """A member of another country who did not write the study."""
    if not user.is_authenticated or study.author_id == user.pk:
        return False
    return user.organisations().listed().exclude(country=study.country_id).exists() and not belongs_to(
        user, study.organisation
    )


def can_answer_peer_check(user: Any, check: "PeerCheck") -> bool:
    return user.is_authenticated and check.peer_id == user.pk and check.answered_at is None


# --- What readers add -----------------------------------------------------------------------------------------------


def can_comment(user: Any, study: "CaseStudy") -> bool:
    """Members of the network, under a study that everybody reads."""
    return study.is_public and is_member(user)


def can_take_back_comment(user: Any, comment: "Comment") -> bool:
    return user.is_authenticated and comment.author_id == user.pk and comment.is_readable


def can_report_comment(user: Any, comment: "Comment") -> bool:
    """Anyone signed in, but nobody their own."""
    return user.is_authenticated and comment.author_id != user.pk and comment.is_readable


def can_moderate_comment(user: Any, comment: "Comment") -> bool:
    """The desk of the study's country. A comment of one's own is decided by somebody else."""
    return user.is_authenticated and comment.author_id != user.pk and works_the_desk(user, comment.study)


def can_adapt_study(user: Any, study: "CaseStudy", organisation: Any) -> bool:
    """A representative of a listed organisation other than the one that the study is about."""
    return (
        study.is_public
        and organisation.pk != study.organisation_id
        and user.is_authenticated
        and type(organisation).objects.listed().filter(pk=organisation.pk).exists()
        and can_speak_for(user, organisation)
    )


def can_answer_adaptation(user: Any, adaptation: "Adaptation") -> bool:
    """The author's side, or the desk; never those who say it."""
    if not user.is_authenticated or can_speak_for(user, adaptation.organisation):
        return False
    return is_author(user, adaptation.study) or works_the_desk(user, adaptation.study)


def can_take_back_adaptation(user: Any, adaptation: "Adaptation") -> bool:
    return can_speak_for(user, adaptation.organisation)


def can_ask_author(user: Any, study: "CaseStudy") -> bool:
    """Members write to the author of a public study, unless they are the author."""
    return study.is_public and study.author_id not in (None, user.pk) and is_member(user)


# --- The library ----------------------------------------------------------------------------------------------------


def keeps_library(user: Any) -> bool:
    """Puts things into the library and takes them out: editors and the secretariat."""
    return user.is_authenticated and user.has_role("editor", "secretariat")


def can_see_resource(user: Any, resource: "Resource") -> bool:
    return resource.is_public or keeps_library(user)


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
