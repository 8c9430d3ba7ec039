from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale

from knowledge.actions.shelves import shelf
from knowledge.choices import Criterion
from knowledge.models import CaseStudy, CaseStudyIndexPage, CaseStudyPage, PeerCheck, Verdict
from knowledge.permissions import (
    can_answer_peer_check,
    can_ask_peer,
    can_be_peer_of,
    can_decide_study,
    can_publish_study,
    can_restore_study,
    can_start_study_for,
    can_update_study,
    can_write_study,
)
from knowledge.pictures import PURPOSE
from knowledge.queries.people import desk_of
from knowledge.states import StudyState
from knowledge.validators import is_reserved, sentences, study_problems
from network.core import audit, uploads
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.models import PrivateFile
from network.core.text import slugify
from network.core.transitions import locked_row, transition

RECHECK_AFTER = timedelta(days=730)
SAME_SITTING = timedelta(minutes=30)
KIND = "knowledge"


class Conflict(DomainError):
    """Somebody else saved the draft since this person opened it."""


# --- Writing --------------------------------------------------------------------------------------------------------


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
    page = CaseStudyPage(
        title=title, locale=Locale.objects.get(language_code=language), study=study, live=False, owner=by
    )
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


def set_facts(study: CaseStudy, facts: dict[str, Any]) -> None:
    """Write the facts that are the same in every language; the caller saves the study."""
    if study.is_public:
        return
    for name, value in facts.items():
        if name in ("themes", "target_groups"):
            getattr(study, name).set(value)
        else:
            setattr(study, name, value)


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


# --- Deciding -------------------------------------------------------------------------------------------------------


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
def ask_peer(study: CaseStudy, *, by: Any, peer: Any) -> PeerCheck:
    """Ask a member of another country to read the study. One at a time."""
    locked = locked_row(study)
    if not can_ask_peer(by, locked):
        raise NotAllowed(_("A colleague can be asked once the study has been screened."))
    if not can_be_peer_of(peer, locked):
        raise DomainError(_("Choose a member of another country who has no part in this case study."))
    if locked.peer_checks.filter(answered_at=None).exists():
        raise DomainError(_("Somebody is reading this case study already."))
    organisation = peer.organisations().listed().exclude(country=locked.country_id).first()
    check = PeerCheck.objects.create(study=locked, peer=peer, organisation=organisation, asked_by=by)
    audit.record("casestudy.peer_asked", locked, by=by, after={"organisation": str(organisation)})
    notify(peer, "knowledge/mail/peer_check_asked", {"study": locked}, kind=KIND, link=locked.get_check_url())
    return check


@transaction.atomic
def answer_peer_check(check: PeerCheck, *, by: Any, verdict: str, comment: str) -> PeerCheck:
    """Store the colleague's verdict and tell the desk. “Not ready” leaves the study screened; the desk returns it."""
    locked = PeerCheck.objects.select_for_update().select_related("study").get(pk=check.pk)
    if not can_answer_peer_check(by, locked):
        raise NotAllowed(_("This has been answered already."))
    locked.verdict, locked.comment, locked.answered_at = verdict, comment, timezone.now()
    locked.save(update_fields=["verdict", "comment", "answered_at"])
    study = locked.study
    audit.record("casestudy.peer_answered", study, by=by, after={"verdict": verdict})
    if verdict != Verdict.NOT_YET and study.state == StudyState.SCREENED:
        transition(study, StudyState.PEER_CHECKED, by=by)
    context = {"study": study, "check": locked}
    notify(
        desk_of(study.country_id), "knowledge/mail/peer_check_answered", context, kind=KIND, link=study.get_desk_url()
    )
    return locked


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


@transaction.atomic
def add_translation(study: CaseStudy, *, by: Any, language: str, title: str, texts: dict[str, str]) -> CaseStudyPage:
    """Tell a study in a further language; readers have it at once when the study is public. Idempotent by language."""
    locale = Locale.objects.get(language_code=language)
    page = study.pages.filter(locale=locale).first()
    if page is None:
        source = source_page(study)
        page = CaseStudyPage(
            title=title, locale=locale, study=study, live=False, owner=by, translation_key=source.translation_key
        )
        shelf(CaseStudyIndexPage, language).add_child(instance=page)
    page.title = title
    for name in CaseStudyPage.TEXTS:
        setattr(page, name, texts.get(name, ""))
    revision = page.save_revision(user=by)
    if study.is_public:
        revision.publish(user=by, skip_permission_checks=True)
        CaseStudy.objects.filter(pk=study.pk).update(harvested_at=timezone.now())
    audit.record("casestudy.translated", study, by=by, after={"language": language})
    return page


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
