"""A case study on its author's desk: begun, saved, handed in, taken up again."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.actions.shelves import locale_in, shelf
from knowledge.actions.study_facts import set_facts
from knowledge.models import CaseStudy, CaseStudyIndexPage, CaseStudyPage
from knowledge.permissions import (
    can_restore_study,
    can_start_study_for,
    can_update_study,
    can_write_study,
)
from knowledge.queries.people import desk_of
from knowledge.states import StudyState
from knowledge.validators import sentences, study_problems
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.transitions import locked_row, transition

SAME_SITTING = timedelta(minutes=30)
KIND = "knowledge"


class Conflict(DomainError):
    """Somebody else saved the draft since this person opened it."""


@transaction.atomic
def start_study(*, by: Any, key: UUID, title: str, language: str, organisation: Any) -> CaseStudy:
    """Begin a case study about a practice of `organisation`.

    The same `key` gives the same study: a form sent twice makes one.
    """
    if not can_start_study_for(by, organisation):
        raise NotAllowed(_("You can write case studies for a listed organisation that you belong to."))
    found = CaseStudy.objects.filter(uuid=key).first()
    if found:
        if found.author_id != by.pk:
            raise NotAllowed(_("This form was used by somebody else. Open it anew."))
        return found
    study = CaseStudy.objects.create(
        uuid=key,
        title=title,
        language=language,
        author=by,
        organisation=organisation,
        country=organisation.country,
        municipality=organisation.public_municipality,
    )
    page = CaseStudyPage(title=title, locale=locale_in(language), study=study, live=False, owner=by)
    shelf(CaseStudyIndexPage, language).add_child(instance=page)
    audit.record("casestudy.started", study, by=by)
    return study


@transaction.atomic
def save_draft(
    study: CaseStudy, *, by: Any, version: int, title: str, texts: dict[str, str], facts: dict[str, Any] | None = None
) -> CaseStudy:
    """Store the draft and return the study with its new version.

    Raises Conflict when `version` is not the one stored: nothing is overwritten. Facts of a study that readers already
    see change at the desk only, so they are left alone here. Not logged: the page keeps its revisions.
    """
    locked = locked_row(study)
    if not can_write_study(by, locked):
        raise NotAllowed(_("This case study is with the reviewers now and cannot be changed."))
    if locked.version != version:
        raise Conflict(
            _("Somebody else has saved this case study since you opened it. Copy your text, then load theirs.")
        )
    page = draft_of(locked)
    page.title = title
    for name in (*CaseStudyPage.TEXTS, "change_note"):
        setattr(page, name, texts.get(name, ""))
    keep_draft(page, locked, by)
    set_facts(locked, facts or {})
    locked.title = title
    locked.save()
    return locked


def keep_draft(page: CaseStudyPage, locked: CaseStudy, by: Any) -> None:
    """Store the page as the study's newest draft under the next version; the caller saves the study."""
    page.save_revision(user=by, overwrite_revision=same_sitting(page, by), clean=False)
    locked.version, locked.saved_at = locked.version + 1, timezone.now()


def draft_of(study: CaseStudy) -> CaseStudyPage:
    """The page in the study's own language with its newest, possibly unpublished, texts."""
    return source_page(study).get_latest_revision_as_object()


def source_page(study: CaseStudy) -> CaseStudyPage:
    return study.pages.select_related("locale").get(locale__language_code=study.language)


def same_sitting(page: CaseStudyPage, by: Any) -> Any:
    """The revision that this save may replace: the person's own, recent and not live.

    Autosave would pile them up otherwise.
    """
    latest = page.latest_revision
    if latest is None or latest.user_id != by.pk or latest.pk == page.live_revision_id:
        return None
    return latest if timezone.now() - latest.created_at < SAME_SITTING else None


@transaction.atomic
def submit_study(study: CaseStudy, *, by: Any) -> CaseStudy:
    """Hand the draft to the desk of the country, and tell it. Refuses with a sentence for all that is missing."""

    def check(locked: CaseStudy) -> None:
        if not can_write_study(by, locked):
            raise NotAllowed(_("Only the author and representatives of the organisation can submit this case study."))
        problems = study_problems(locked, draft_of(locked))
        if problems:
            raise DomainError(sentences(problems))

    transition(study, StudyState.SUBMITTED, by=by, check=check, submitted_at=timezone.now())
    notify(
        desk_of(study.country_id),
        "knowledge/mail/study_submitted",
        {"study": study},
        kind=KIND,
        link=study.get_desk_url(),
    )
    return study


@transaction.atomic
def update_study(study: CaseStudy, *, by: Any) -> CaseStudy:
    """Open a published study for its next version. Readers keep the present one meanwhile."""

    def check(locked: CaseStudy) -> None:
        if not can_update_study(by, locked):
            raise NotAllowed(_("Only the author and representatives of the organisation can change this case study."))

    return transition(study, StudyState.REVISE, by=by, check=check)


@transaction.atomic
def restore_study(study: CaseStudy, *, by: Any) -> CaseStudy:
    """Take an archived study up again as a draft."""

    def check(locked: CaseStudy) -> None:
        if not can_restore_study(by, locked):
            raise NotAllowed(_("Only the author and representatives of the organisation can take this up again."))

    return transition(study, StudyState.DRAFT, by=by, check=check)


@transaction.atomic
def discard_study(study: CaseStudy, *, by: Any) -> CaseStudy:
    """The author puts away a draft that was never published; it can be taken up again."""

    def check(locked: CaseStudy) -> None:
        if not can_write_study(by, locked) or locked.is_public:
            raise NotAllowed(_("Only a draft that was never published can be put away by its author."))

    return transition(study, StudyState.ARCHIVED, by=by, check=check)
