"""The team of a peer review: called for, asked, declared, complete."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.actions.review_people import handles, host_people, needs, tell
from knowledge.choices import Standing
from knowledge.models import PeerReview, Reviewer
from knowledge.permissions import (
    can_be_reviewer_of,
    can_offer_to_review,
    reviewer_of,
)
from knowledge.queries.people import desk_of
from knowledge.states import REVIEW_TEAM_OPEN, ReviewState
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.transitions import locked_row, transition

SMALLEST_TEAM = 2


@transaction.atomic
def call_for_reviewers(review: PeerReview, *, by: Any, text: str, until: date) -> PeerReview:
    """Look for colleagues in public: only the words of the call, the country and the day are shown."""
    locked = locked_row(review)
    needs(handles, by, _("The coordinator or the secretariat calls for reviewers."))(locked)
    if locked.state != ReviewState.AGREED:
        raise DomainError(_("Reviewers are called for once the host has agreed."))
    locked.call_text, locked.call_until = text, until
    locked.save(update_fields=["call_text", "call_until"])
    audit.record("peerreview.called", locked, by=by)
    return locked


@transaction.atomic
def invite_reviewer(review: PeerReview, *, by: Any, person: Any, is_lead: bool = False) -> Reviewer:
    """Ask a colleague from another country into the team; who offered themselves is taken by the same act."""
    locked = locked_row(review)
    needs(handles, by, _("The coordinator or the secretariat puts the team together."))(locked)
    if locked.state not in REVIEW_TEAM_OPEN:
        raise DomainError(_("The team stands once the review has begun."))
    if not can_be_reviewer_of(person, locked):
        raise DomainError(_("A peer belongs to a listed organisation of another country, and not to the host."))
    organisation = person.organisations().listed().exclude(country=locked.country_id).order_by("pk").first()
    reviewer, made = locked.reviewers.get_or_create(person=person, defaults={"organisation": organisation})
    if not made and reviewer.standing == Standing.OFFERED:
        reviewer.standing = Standing.INVITED
    if is_lead:
        locked.reviewers.filter(is_lead=True).exclude(pk=reviewer.pk).update(is_lead=False)
    reviewer.is_lead = is_lead or reviewer.is_lead
    reviewer.save()
    audit.record("peerreview.reviewer_asked", locked, by=by, after={"person": str(person)})
    tell([person], "reviewer_asked", locked)
    return reviewer


@transaction.atomic
def offer_to_review(review: PeerReview, *, by: Any, motivation: str) -> Reviewer:
    """Answer a call. The coordinator decides; until then one sees nothing but the call."""
    locked = locked_row(review)
    if not can_offer_to_review(by, locked):
        raise NotAllowed(_("This call is closed, or you belong to the same country or organisation."))
    organisation = by.organisations().listed().exclude(country=locked.country_id).order_by("pk").first()
    offered = Reviewer.objects.create(
        review=locked, person=by, organisation=organisation, standing=Standing.OFFERED, motivation=motivation
    )
    tell(desk_of(locked.country_id), "reviewer_offered", locked)
    return offered


@transaction.atomic
def declare(review: PeerReview, *, by: Any, has_conflict: bool, declaration: str) -> Reviewer:
    """Say what ties one has to the host. Who has a conflict is not in the team; nobody reads anything undeclared."""
    locked = locked_row(review)
    reviewer = reviewer_of(by, locked)
    if reviewer is None or locked.state not in REVIEW_TEAM_OPEN:
        raise NotAllowed(_("Only who was asked into the team declares themselves, before the review begins."))
    if has_conflict and not declaration.strip():
        raise DomainError(_("Say what the conflict is."))
    reviewer.has_conflict, reviewer.declaration = has_conflict, declaration
    reviewer.declared_at = timezone.now()
    reviewer.standing = Standing.DECLINED if has_conflict else Standing.ACCEPTED
    reviewer.is_lead = reviewer.is_lead and not has_conflict
    reviewer.save()
    audit.record("peerreview.declared", locked, by=by, after={"has_conflict": has_conflict})
    return reviewer


@transaction.atomic
def begin_self_assessment(review: PeerReview, *, by: Any) -> PeerReview:
    """The team stands, each has declared themselves, one leads: the host looks at itself first."""

    def check(locked: PeerReview) -> None:
        needs(handles, by, _("The coordinator or the secretariat begins the review."))(locked)
        accepted = list(locked.reviewers.filter(standing=Standing.ACCEPTED))
        if locked.reviewers.filter(standing=Standing.INVITED).exists():
            raise DomainError(_("Everybody who was asked must have declared themselves first."))
        if len(accepted) < SMALLEST_TEAM:
            raise DomainError(_("A team has at least two reviewers who declared that they have no conflict."))
        if not any(one.is_lead for one in accepted):
            raise DomainError(_("Say who leads the team."))

    begun = transition(review, ReviewState.SELF_ASSESSMENT, by=by, check=check)
    tell(host_people(review), "review_moved", review)
    return begun
