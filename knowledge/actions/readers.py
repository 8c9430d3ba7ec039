"""What readers do with a published case study: mark it, comment on it, say that they took it over."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from knowledge.actions.case_studies import KIND
from knowledge.models import Adaptation, Bookmark, CaseStudy, Comment
from knowledge.permissions import (
    can_adapt_study,
    can_answer_adaptation,
    can_comment,
    can_moderate_comment,
    can_report_comment,
    can_take_back_adaptation,
    can_take_back_comment,
)
from knowledge.queries.people import desk_of
from knowledge.states import AdaptationState, CommentState
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.middleware.page_cache import bump_after_commit
from network.core.transitions import locked_row, transition


def bookmark_study(study: CaseStudy, *, by: Any) -> None:
    """Mark a public study for later. Marking twice is once. Not logged: it is nobody else's business."""
    if study.is_public:
        Bookmark.objects.get_or_create(person=by, study=study)


def forget_bookmark(study: CaseStudy, *, by: Any) -> None:
    """Take the mark away. Idempotent."""
    Bookmark.objects.filter(person=by, study=study).delete()


# --- Comments -------------------------------------------------------------------------------------------------------


@transaction.atomic
def comment_on_study(study: CaseStudy, *, by: Any, key: UUID, text: str, language: str) -> Comment:
    """Say something under a public study and tell its author. The same `key` gives the same comment."""
    if not can_comment(by, locked_row(study)):
        raise NotAllowed(_("Members of the network comment on case studies."))
    found = Comment.objects.filter(uuid=key, author=by, study=study).first()
    if found:
        return found
    if not text.strip():
        raise DomainError(_("Write something first."))
    organisation = by.organisations().listed().first()
    try:
        with transaction.atomic():
            comment = Comment.objects.create(
                uuid=key, study=study, author=by, organisation=organisation, text=text.strip(), language=language
            )
    except IntegrityError as taken:
        raise NotAllowed(_("This form was used by somebody else. Open it anew.")) from taken
    audit.record("comment.written", comment, by=by)
    bump_after_commit()
    if study.author_id not in (None, by.pk):
        link = f"{study.get_absolute_url()}#comments"
        notify(
            study.author, "knowledge/mail/study_commented", {"study": study, "comment": comment}, kind=KIND, link=link
        )
    return comment


@transaction.atomic
def take_back_comment(comment: Comment, *, by: Any) -> Comment:
    """The author withdraws what they said: the words are gone, their place stays."""

    def check(locked: Comment) -> None:
        if not can_take_back_comment(by, locked):
            raise NotAllowed(_("Only its author takes a comment back."))

    return transition(comment, CommentState.WITHDRAWN, by=by, check=check, text="—")


@transaction.atomic
def report_comment(comment: Comment, *, by: Any, reason: str) -> Comment:
    """Ask the desk to look at a comment; it stays until somebody decides. Reporting again changes nothing."""
    if not reason.strip():
        raise DomainError(_("Say what is wrong with this comment."))
    if comment.state == CommentState.REPORTED:
        return comment

    def check(locked: Comment) -> None:
        if not can_report_comment(by, locked):
            raise NotAllowed(_("This comment cannot be reported."))

    transition(comment, CommentState.REPORTED, by=by, reason=reason, check=check)
    study = comment.study
    notify(
        desk_of(study.country_id),
        "knowledge/mail/comment_reported",
        {"study": study, "comment": comment, "reason": reason},
        kind=KIND,
        link=study.get_desk_url(),
    )
    return comment


@transaction.atomic
def hide_comment(comment: Comment, *, by: Any, reason: str) -> Comment:
    """Take a comment away from readers, saying why; its author is told."""
    if not reason.strip():
        raise DomainError(_("Say why the comment is hidden."))
    transition(comment, CommentState.HIDDEN, by=by, reason=reason, check=must_moderate(by))
    if comment.author is not None:
        context = {"study": comment.study, "comment": comment, "reason": reason}
        link = comment.study.get_absolute_url()
        notify(comment.author, "knowledge/mail/comment_hidden", context, kind=KIND, link=link)
    return comment


@transaction.atomic
def show_comment(comment: Comment, *, by: Any) -> Comment:
    """Nothing is wrong with it, or not any more."""
    return transition(comment, CommentState.SHOWN, by=by, check=must_moderate(by))


def must_moderate(by: Any) -> Any:
    def check(locked: Comment) -> None:
        if not can_moderate_comment(by, locked):
            raise NotAllowed(_("The desk of the country decides about comments."))

    return check


# --- “We adapted this” ----------------------------------------------------------------------------------------------


@transaction.atomic
def propose_adaptation(
    study: CaseStudy, *, by: Any, organisation: Any, text: str, language: str, since: int | None = None
) -> Adaptation:
    """Say in the name of `organisation` that it took the practice over, and ask the author to confirm.

    Saying so again after it was declined or taken back asks anew, with the new words.
    """
    if not can_adapt_study(by, locked_row(study), organisation):
        raise NotAllowed(_("A representative of another listed organisation says that it took a practice over."))
    words = {"text": text, "language": language, "since": since, "proposed_by": by}
    found = Adaptation.objects.select_for_update().filter(study=study, organisation=organisation).first()
    if found and found.state in (AdaptationState.PROPOSED, AdaptationState.CONFIRMED):
        raise DomainError(_("Your organisation has said so already."))
    if found:
        adaptation = transition(found, AdaptationState.PROPOSED, by=by, **words)
    else:
        adaptation = Adaptation.objects.create(study=study, organisation=organisation, **words)
        audit.record("adaptation.proposed", adaptation, by=by)
    if study.author is not None:
        link = f"{study.get_absolute_url()}#adopted"
        context = {"study": study, "organisation": organisation}
        notify(study.author, "knowledge/mail/study_adapted", context, kind=KIND, link=link)
    return adaptation


@transaction.atomic
def confirm_adaptation(adaptation: Adaptation, *, by: Any) -> Adaptation:
    """The author’s side knows of it: from now on readers see that the two organisations are linked."""
    transition(adaptation, AdaptationState.CONFIRMED, by=by, check=must_answer(by))
    if adaptation.proposed_by is not None:
        study = adaptation.study
        link = f"{study.get_absolute_url()}#adopted"
        notify(adaptation.proposed_by, "knowledge/mail/adaptation_confirmed", {"study": study}, kind=KIND, link=link)
    return adaptation


@transaction.atomic
def decline_adaptation(adaptation: Adaptation, *, by: Any) -> Adaptation:
    """The author’s side does not recognise its practice in it; readers do not see it."""
    return transition(adaptation, AdaptationState.DECLINED, by=by, check=must_answer(by))


@transaction.atomic
def take_back_adaptation(adaptation: Adaptation, *, by: Any) -> Adaptation:
    """The organisation that took the practice over does not say so any more."""

    def check(locked: Adaptation) -> None:
        if not can_take_back_adaptation(by, locked):
            raise NotAllowed(_("Only a representative of the organisation takes this back."))

    return transition(adaptation, AdaptationState.WITHDRAWN, by=by, check=check)


def must_answer(by: Any) -> Any:
    def check(locked: Adaptation) -> None:
        if not can_answer_adaptation(by, locked):
            raise NotAllowed(_("The author, representatives of the organisation or the desk answer this."))

    return check
