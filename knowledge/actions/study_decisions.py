"""A case study on the desk: screened, returned, published, confirmed after two years, archived."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from knowledge.actions.case_studies import KIND, draft_of
from knowledge.choices import Criterion
from knowledge.models import CaseStudy
from knowledge.permissions import (
    can_decide_study,
    can_publish_study,
)
from knowledge.pictures import PURPOSE
from knowledge.states import StudyState
from knowledge.validators import is_reserved, sentences, study_problems
from network.core import uploads
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.models import PrivateFile
from network.core.text import slugify
from network.core.transitions import transition

RECHECK_AFTER = timedelta(days=730)


def must_decide(by: Any) -> Any:
    def check(locked: CaseStudy) -> None:
        if not can_decide_study(by, locked):
            raise NotAllowed(
                _("Somebody other than the author decides: the country’s coordinator, an editor or the secretariat.")
            )

    return check


@transaction.atomic
def screen_study(study: CaseStudy, *, by: Any, criteria: Iterable[str]) -> CaseStudy:
    """The desk found that the study meets the criteria. All of them must hold; otherwise it goes back to its author."""
    met = [criterion for criterion in Criterion.values if criterion in set(criteria)]

    def check(locked: CaseStudy) -> None:
        must_decide(by)(locked)
        if met != Criterion.values:
            raise DomainError(_("All criteria must hold before a study goes on. If one does not, return the study."))

    return transition(study, StudyState.SCREENED, by=by, check=check, criteria_met=met)


@transaction.atomic
def return_study(study: CaseStudy, *, by: Any, reason: str) -> CaseStudy:
    """Ask the author to revise, saying what."""
    if not reason.strip():
        raise DomainError(_("Say what the author should change."))
    transition(study, StudyState.REVISE, by=by, reason=reason, check=must_decide(by))
    study.peer_checks.filter(answered_at=None).delete()
    tell_author(study, "knowledge/mail/study_returned", reason=reason)
    return study


@transaction.atomic
def publish_study(study: CaseStudy, *, by: Any, now: datetime | None = None) -> CaseStudy:
    """Let everybody read the newest draft, once a member of another country has found it good.

    The next version of a public study needs no second reading abroad; what was changed in it stays on the page.
    `now` dates the publication of something that was public elsewhere before.
    """
    now = min(now or timezone.now(), timezone.now())
    page = draft_of(study)
    note = page.change_note.strip()

    def check(locked: CaseStudy) -> None:
        must_decide(by)(locked)
        if not can_publish_study(by, locked):
            raise DomainError(_("A member of another country reads a case study before it is published."))
        problems = study_problems(locked, page)
        if problems:
            raise DomainError(sentences(problems))

    transition(
        study,
        StudyState.PUBLISHED,
        by=by,
        check=check,
        is_public=True,
        title=page.title,
        slug=study.slug or free_slug(page.title, study.language),
        withdrawn_at=None,
        withdrawal_reason="",
        changes=[*study.changes, {"at": now.isoformat(), "note": note}]
        if note and study.published_at
        else study.changes,
        harvested_at=now,
        published_at=study.published_at or now,
        changed_at=now,
        verified_at=now,
        recheck_on=(now + RECHECK_AFTER).date(),
    )
    page.study, page.change_note = study, ""
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    drop_unused_pictures(study)
    tell_author(study, "knowledge/mail/study_published")
    return study


@transaction.atomic
def confirm_study(study: CaseStudy, *, by: Any) -> CaseStudy:
    """Two years on, somebody who may decide found that the study still holds."""
    now = timezone.now()

    def check(locked: CaseStudy) -> None:
        must_decide(by)(locked)
        if locked.state != StudyState.RECHECK_DUE:
            raise DomainError(_("Only a published case study whose recheck is due can be confirmed."))

    return transition(
        study,
        StudyState.PUBLISHED,
        by=by,
        check=check,
        verified_at=now,
        recheck_on=(now + RECHECK_AFTER).date(),
    )


@transaction.atomic
def archive_study(study: CaseStudy, *, by: Any, reason: str) -> CaseStudy:
    """Take a study away from readers, saying why. Where they found it, they find the reason from now on."""
    if not reason.strip():
        raise DomainError(_("Say why the case study goes to the archive."))
    now = timezone.now()
    gone = {"withdrawn_at": now, "withdrawal_reason": reason, "harvested_at": now} if study.is_public else {}
    transition(study, StudyState.ARCHIVED, by=by, reason=reason, check=must_decide(by), is_public=False, **gone)
    for page in study.pages.filter(live=True):
        UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
    tell_author(study, "knowledge/mail/study_archived", reason=reason)
    return study


def mark_due_rechecks() -> int:
    """Ask authors of studies published two years ago whether they still hold; returns how many."""
    due = list(CaseStudy.objects.due_for_recheck(timezone.localdate()))
    for study in due:
        with transaction.atomic():
            transition(study, StudyState.RECHECK_DUE, by=None)
            tell_author(study, "knowledge/mail/study_recheck")
    return len(due)


def drop_unused_pictures(study: CaseStudy) -> None:
    """Forget the files that no text of the study shows any more."""
    shown = {key for page in study.pages.filter(live=True) for key in page.picture_keys}
    shown |= draft_of(study).picture_keys
    for file in picture_files(study).exclude(pk__in=shown):
        uploads.discard(file)


def picture_files(study: CaseStudy) -> Any:
    return PrivateFile.objects.filter(purpose=PURPOSE, owner_type="knowledge.casestudy", owner_id=str(study.pk))


def free_slug(title: str, language: str) -> str:
    base = slugify(title, language)[:150].strip("-") or "case-study"
    if is_reserved(base):
        base = f"{base}-study"
    taken = set(CaseStudy.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def tell_author(study: CaseStudy, template: str, **context: Any) -> None:
    if study.author is not None:
        link = study.get_absolute_url() if study.is_public else study.get_writing_url()
        notify(study.author, template, {"study": study, **context}, kind=KIND, link=link)
