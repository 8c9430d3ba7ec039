"""What comes of a peer review: improvements with owner and day, and two looks back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.actions.review_people import handles, host_people, needs, team, tell
from knowledge.models import FollowUp, ImprovementAction, PeerReview
from knowledge.permissions import (
    is_host,
    speaks_for_host,
)
from knowledge.queries.people import desk_of
from knowledge.states import ReviewState
from network.core import audit
from network.core.errors import DomainError
from network.core.transitions import locked_row, transition


@transaction.atomic
def add_improvement(review: PeerReview, *, by: Any, text: str, owner: str, due_on: date) -> ImprovementAction:
    """The host says what it will change."""
    locked = locked_row(review)
    needs(is_host, by, _("The host says what it will change."))(locked)
    if locked.state not in (ReviewState.FINAL, ReviewState.ACTION_PLAN):
        raise DomainError(_("Improvements are planned when the review is final, and until it is closed."))
    made = ImprovementAction.objects.create(review=locked, text=text, owner=owner, due_on=due_on)
    audit.record("peerreview.improvement_planned", locked, by=by)
    return made


@transaction.atomic
def finish_improvement(action: ImprovementAction, *, by: Any, done_on: date) -> ImprovementAction:
    """Say that it is done. Idempotent."""
    needs(is_host, by, _("The host says what it will change."))(locked_row(action.review))
    locked = locked_row(action)
    if locked.done_on is None:
        locked.done_on = done_on
        locked.save(update_fields=["done_on"])
    return locked


@transaction.atomic
def adopt_action_plan(review: PeerReview, *, by: Any) -> PeerReview:
    """The plan stands; after six and after twelve months somebody asks what came of it."""

    def check(locked: PeerReview) -> None:
        needs(speaks_for_host, by, _("A representative of the host adopts the action plan."))(locked)
        if not locked.actions.exists():
            raise DomainError(_("Plan at least one improvement."))

    adopted = transition(review, ReviewState.ACTION_PLAN, by=by, check=check)
    today = timezone.localdate()
    for months in (6, 12):
        FollowUp.objects.get_or_create(review=review, months=months, defaults={"due_on": months_after(today, months)})
    return adopted


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last of a month where there is no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("Every month has a 28th.")


@transaction.atomic
def write_follow_up(follow_up: FollowUp, *, by: Any, text: str) -> FollowUp:
    """What came of it. Written once; afterwards it stays."""
    review = locked_row(follow_up.review)
    locked = locked_row(follow_up)
    needs(is_host, by, _("The host writes what came of it."))(review)
    if locked.written_at or not text.strip():
        raise DomainError(_("This look back is written already.") if locked.written_at else _("Write what came of it."))
    locked.text, locked.written_by, locked.written_at = text, by, timezone.now()
    locked.save(update_fields=["text", "written_by", "written_at"])
    tell([*team(review), *desk_of(review.country_id)], "review_moved", review)
    return locked


@transaction.atomic
def close_review(review: PeerReview, *, by: Any) -> PeerReview:
    """Both looks back are written."""

    def check(locked: PeerReview) -> None:
        needs(handles, by, _("The coordinator or the secretariat closes a review."))(locked)
        if locked.follow_ups.filter(written_at=None).exists():
            raise DomainError(_("The looks back after six and twelve months come first."))

    return transition(review, ReviewState.CLOSED, by=by, check=check)


def remind_of_follow_ups(today: date) -> int:
    """Ask hosts what came of it, once per look back; returns how many were asked."""
    due = FollowUp.objects.filter(due_on__lte=today, reminded_at=None, written_at=None)
    asked = 0
    for follow_up in due.select_related("review"):
        with transaction.atomic():
            locked = locked_row(follow_up)
            if locked.reminded_at is None:
                locked.reminded_at = timezone.now()
                locked.save(update_fields=["reminded_at"])
                tell(host_people(follow_up.review), "follow_up_due", follow_up.review)
                asked += 1
    return asked
