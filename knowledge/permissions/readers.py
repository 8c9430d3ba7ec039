"""Who may comment, mark, adapt and ask."""

from typing import TYPE_CHECKING, Any

from members.permissions import can_speak_for, is_member

from .case_studies import is_author, works_the_desk

if TYPE_CHECKING:
    from knowledge.models import (
        Adaptation,
        CaseStudy,
        Comment,
    )


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
