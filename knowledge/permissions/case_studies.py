"""Who may do what with case studies.

The querysets' `visible_to`, `with_drafts_for` and `handled_by` are the twins of these predicates.
"""

from typing import TYPE_CHECKING, Any

from knowledge.states import (
    STUDY_WITH_AUTHOR,
    STUDY_WITH_DESK,
    StudyState,
)
from members.permissions import belongs_to, can_speak_for, is_member

if TYPE_CHECKING:
    from knowledge.models import (
        CaseStudy,
        PeerCheck,
    )


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


def can_change_facts(user: Any, study: "CaseStudy") -> bool:
    """Whoever decides on it, once readers see it; until then the facts are the author's."""
    return study.is_public and can_decide_study(user, study)


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
