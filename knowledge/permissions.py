"""Who may do what with case studies, reports and recommendations.

The querysets' `visible_to` and `handled_by` are the twins of `can_see_…` and of the desk's predicates.
"""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from knowledge.choices import Standing
from knowledge.states import (
    REPORT_PUBLIC,
    REVIEW_DONE,
    REVIEW_RATED,
    REVIEW_TEAM_OPEN,
    REVIEW_TOLD_TO_HOST,
    STUDY_WITH_AUTHOR,
    STUDY_WITH_DESK,
    ReviewState,
    StudyState,
)
from members.permissions import belongs_to, can_speak_for, is_member

if TYPE_CHECKING:
    from knowledge.models import (
        Adaptation,
        CaseStudy,
        Chapter,
        Comment,
        PeerCheck,
        PeerReview,
        Recommendation,
        Resource,
        Reviewer,
        ShadowReport,
    )


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


# --- Standards ------------------------------------------------------------------------------------------------------


def can_keep_standards(user: Any) -> bool:
    """Draft, adopt and relate standards, keep what countries license: editors and the secretariat."""
    return user.is_authenticated and user.has_role("editor", "secretariat")


# --- Peer reviews ---------------------------------------------------------------------------------------------------


def can_propose_review(user: Any, country: Any) -> bool:
    """The host's coordinator or the secretariat."""
    return can_handle_country(user, country)


def is_host(user: Any, review: "PeerReview") -> bool:
    """Anybody of the host organisation."""
    return belongs_to(user, review.host)


def speaks_for_host(user: Any, review: "PeerReview") -> bool:
    """A representative of the host: agrees, hands in, replies, consents."""
    return can_speak_for(user, review.host)


def reviewer_of(user: Any, review: "PeerReview") -> "Reviewer | None":
    """The person's place in the team, whether they have declared themselves yet or not."""
    if not user.is_authenticated:
        return None
    return review.reviewers.filter(person=user, standing__in=[Standing.INVITED, Standing.ACCEPTED]).first()


def is_in_team(user: Any, review: "PeerReview") -> bool:
    place = reviewer_of(user, review)
    return place is not None and place.standing == Standing.ACCEPTED


def leads_team(user: Any, review: "PeerReview") -> bool:
    place = reviewer_of(user, review)
    return place is not None and place.standing == Standing.ACCEPTED and place.is_lead


def can_see_review(user: Any, review: "PeerReview") -> bool:
    """Twin of `PeerReview.objects.visible_to`."""
    return can_handle_country(user, review.country_id) or is_host(user, review) or reviewer_of(user, review) is not None


def can_be_reviewer_of(user: Any, review: "PeerReview") -> bool:
    """A member of another country who has nothing to do with the host."""
    if not user.is_authenticated or belongs_to(user, review.host):
        return False
    return user.organisations().listed().exclude(country=review.country_id).exists()


def can_offer_to_review(user: Any, review: "PeerReview") -> bool:
    """Answer an open call, once."""
    if review.state != ReviewState.AGREED or review.call_until is None or review.call_until < timezone.localdate():
        return False
    return can_be_reviewer_of(user, review) and not review.reviewers.filter(person=user).exists()


def can_rate_for_host(user: Any, review: "PeerReview") -> bool:
    """People of the host, while it assesses itself."""
    return review.state == ReviewState.SELF_ASSESSMENT and is_host(user, review)


def can_rate_alone(user: Any, review: "PeerReview") -> bool:
    """A member of the team, while reading and visiting, until they have handed in."""
    place = reviewer_of(user, review)
    in_team = place is not None and place.standing == Standing.ACCEPTED and place.submitted_at is None
    return review.state in REVIEW_RATED and in_team


def can_write_consensus(user: Any, review: "PeerReview") -> bool:
    """The lead, for the team, while it is written up."""
    return review.state == ReviewState.DRAFT and leads_team(user, review)


def can_read_peer_ratings(user: Any, review: "PeerReview") -> bool:
    """What each peer gave: within the team only, and only for who has handed in their own."""
    place = reviewer_of(user, review)
    return place is not None and place.standing == Standing.ACCEPTED and place.submitted_at is not None


def can_read_self_ratings(user: Any, review: "PeerReview") -> bool:
    """The host always; all others once it has handed in."""
    if not can_see_review(user, review):
        return False
    return is_host(user, review) or review.state not in (*REVIEW_TEAM_OPEN, ReviewState.SELF_ASSESSMENT)


def can_read_consensus(user: Any, review: "PeerReview") -> bool:
    """The team while it is written; the host and the coordinators when it goes to the host."""
    if is_in_team(user, review):
        return can_read_peer_ratings(user, review)
    return review.state in REVIEW_TOLD_TO_HOST and can_see_review(user, review)


def can_write_summary(user: Any, review: "PeerReview") -> bool:
    """Either side words what the public might read; each new wording needs both consents anew."""
    return review.state in REVIEW_DONE and (speaks_for_host(user, review) or leads_team(user, review))
