"""Chapters that several organisations write at once: one person in each at a time, and nobody over somebody else's words."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge.actions.case_studies import KIND, Conflict
from knowledge.models import Chapter, ShadowReport
from knowledge.permissions import can_write_chapter, can_write_report
from knowledge.queries.people import desk_of
from members.models import User
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.transitions import locked_row

MOST_CHAPTERS = 40


# --- Planning: the desk ---------------------------------------------------------------------------------------------


@transaction.atomic
def add_chapter(report: ShadowReport, *, by: Any, title: str, organisation: Any = None) -> Chapter:
    """Give a chapter to an organisation to write, and tell its people; without one, the desk writes it."""
    locked = must_plan(report, by)
    last = locked.chapters.order_by("-number").first()
    if last and last.number >= MOST_CHAPTERS:
        raise DomainError(_("A report has at most %(number)s chapters.") % {"number": MOST_CHAPTERS})
    chapter = Chapter.objects.create(
        report=locked, number=last.number + 1 if last else 1, title=title, organisation=organisation
    )
    tell_writers(chapter, by)
    return chapter


@transaction.atomic
def plan_chapter(chapter: Chapter, *, by: Any, title: str, organisation: Any) -> Chapter:
    """Call a chapter otherwise or give it to somebody else. Whoever writes in it at this moment keeps their lock."""
    must_plan(chapter.report, by)
    locked = locked_row(chapter)
    is_new = organisation is not None and organisation.pk != locked.organisation_id
    locked.title, locked.organisation = title, organisation
    locked.save(update_fields=["title", "organisation"])
    if is_new:
        tell_writers(locked, by)
    return locked


@transaction.atomic
def remove_chapter(chapter: Chapter, *, by: Any) -> None:
    """Take a chapter out. One with a text must be emptied first, so that nobody's words go by one click."""
    must_plan(chapter.report, by)
    locked = locked_row(chapter)
    if locked.text.strip():
        raise DomainError(_("This chapter has a text. Empty it first."))
    audit.record("chapter.removed", locked, by=by)
    locked.delete()


def must_plan(report: ShadowReport, by: Any) -> ShadowReport:
    locked = locked_row(report)
    if not can_write_report(by, locked):
        raise NotAllowed(_("This report is signed off and cannot be changed. Return it to its writers first."))
    return locked


def tell_writers(chapter: Chapter, by: Any) -> None:
    if chapter.organisation is None:
        return
    affiliations = chapter.organisation.affiliations.current(timezone.now())
    people = User.objects.filter(affiliations__in=affiliations).exclude(pk=by.pk).distinct()
    notify(people, "knowledge/mail/chapter_given", {"chapter": chapter}, kind=KIND, link=chapter.get_absolute_url())


# --- Writing --------------------------------------------------------------------------------------------------------


@transaction.atomic
def take_chapter(chapter: Chapter, *, by: Any) -> Chapter:
    """Begin to write: from now on nobody else can, until it is given back or a quarter of an hour passes without a save.

    Taking what one holds already renews it. DomainError names who holds it.
    """
    locked = must_write(chapter, by)
    refuse_others(locked, by)
    locked.locked_by, locked.locked_at = by, timezone.now()
    locked.save(update_fields=["locked_by", "locked_at"])
    return locked


@transaction.atomic
def save_chapter(chapter: Chapter, *, by: Any, version: int, text: str) -> Chapter:
    """Store what was written over version `version`, and keep the chapter for another while.

    Conflict when somebody else's words have come in between, whatever became of the lock: they are never overwritten.
    """
    locked = must_write(chapter, by)
    refuse_others(locked, by)
    if locked.version != version:
        raise Conflict(_("Somebody else has saved this chapter since you opened it. Copy your text, then load theirs."))
    now = timezone.now()
    locked.text, locked.version = text, version + 1
    locked.saved_by, locked.saved_at, locked.locked_by, locked.locked_at = by, now, by, now
    locked.save(update_fields=["text", "version", "saved_by", "saved_at", "locked_by", "locked_at"])
    return locked


@transaction.atomic
def give_back_chapter(chapter: Chapter, *, by: Any) -> Chapter:
    """Stop writing, so that another can begin. Idempotent; somebody else's lock stays."""
    locked = locked_row(chapter)
    if locked.locked_by_id == by.pk:
        locked.locked_by, locked.locked_at = None, None
        locked.save(update_fields=["locked_by", "locked_at"])
    return locked


@transaction.atomic
def free_chapter(chapter: Chapter, *, by: Any) -> Chapter:
    """The desk takes a chapter from somebody who left it open. What they saved stays; what they had not is theirs."""
    must_plan(chapter.report, by)
    locked = locked_row(chapter)
    audit.record("chapter.freed", locked, by=by, before={"held_by": str(locked.locked_by or "")})
    locked.locked_by, locked.locked_at = None, None
    locked.save(update_fields=["locked_by", "locked_at"])
    return locked


@transaction.atomic
def hand_in_chapter(chapter: Chapter, *, by: Any) -> Chapter:
    """The organisation is done: it goes to the desk, and only the desk changes it from now on. Idempotent."""
    locked = locked_row(chapter)
    if locked.handed_in_at:
        return locked
    locked = must_write(chapter, by)
    refuse_others(locked, by)
    if not locked.text.strip():
        raise DomainError(_("This chapter is empty."))
    locked.handed_in_at, locked.locked_by, locked.locked_at = timezone.now(), None, None
    locked.save(update_fields=["handed_in_at", "locked_by", "locked_at"])
    audit.record("chapter.handed_in", locked, by=by)
    people = desk_of(locked.report.country_id).exclude(pk=by.pk)
    notify(people, "knowledge/mail/chapter_handed_in", {"chapter": locked}, kind=KIND, link=locked.get_absolute_url())
    return locked


@transaction.atomic
def return_chapter(chapter: Chapter, *, by: Any, reason: str) -> Chapter:
    """Back to the organisation, with what it should change."""
    must_plan(chapter.report, by)
    if not reason.strip():
        raise DomainError(_("Say what is to be changed."))
    locked = locked_row(chapter)
    locked.handed_in_at = None
    locked.save(update_fields=["handed_in_at"])
    audit.record("chapter.returned", locked, by=by, reason=reason)
    tell_writers_why(locked, by, reason)
    return locked


def tell_writers_why(chapter: Chapter, by: Any, reason: str) -> None:
    if chapter.organisation is None:
        return
    affiliations = chapter.organisation.affiliations.current(timezone.now())
    people = User.objects.filter(affiliations__in=affiliations).exclude(pk=by.pk).distinct()
    context = {"chapter": chapter, "reason": reason}
    notify(people, "knowledge/mail/chapter_returned", context, kind=KIND, link=chapter.get_absolute_url())


def must_write(chapter: Chapter, by: Any) -> Chapter:
    report = locked_row(chapter.report)
    locked = locked_row(chapter)
    locked.report = report
    if not can_write_chapter(by, locked):
        raise NotAllowed(_("You cannot write in this chapter now."))
    return locked


def refuse_others(chapter: Chapter, by: Any) -> None:
    holder = chapter.holder(timezone.now())
    if holder is not None and holder.pk != by.pk:
        time = date_format(timezone.localtime(chapter.locked_at), "H:i")
        raise DomainError(_("%(person)s has been writing here since %(time)s.") % {"person": holder, "time": time})


@transaction.atomic
def write_chapters(report: ShadowReport, *, by: Any, chapters: list[dict[str, Any]]) -> None:
    """Add finished chapters: as `add_chapter`, `save_chapter` and `hand_in_chapter` for each, by the desk."""
    for one in chapters:
        chapter = add_chapter(report, by=by, title=one["title"], organisation=one.get("organisation"))
        chapter = save_chapter(chapter, by=by, version=chapter.version, text=one["text"])
        hand_in_chapter(chapter, by=by)
