"""A peer review from the first letter to the last look back; who may do what stands in `permissions`."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.actions.instruments import freeze
from knowledge.choices import RatingSource, Standing
from knowledge.models import FollowUp, ImprovementAction, Instrument, PeerReview, Reviewer
from knowledge.permissions import (
    can_be_reviewer_of,
    can_handle_country,
    can_offer_to_review,
    can_propose_review,
    can_write_consensus,
    can_write_summary,
    is_host,
    leads_team,
    reviewer_of,
    speaks_for_host,
)
from knowledge.queries.people import desk_of
from knowledge.states import REVIEW_TEAM_OPEN, ReviewState
from members.models import User
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.transitions import locked_row, transition

KIND = "peer_review"
SMALLEST_TEAM = 2
Check = Callable[[PeerReview], None]


def needs(allowed: Callable[[Any, PeerReview], bool], by: Any, sentence: str) -> Check:
    def check(locked: PeerReview) -> None:
        if not allowed(by, locked):
            raise NotAllowed(sentence)

    return check


def handles(user: Any, review: PeerReview) -> bool:
    return can_handle_country(user, review.country_id)


# --- Beginning ------------------------------------------------------------------------------------------------------


@transaction.atomic
def propose_review(*, by: Any, host: Any, service: str, instrument: Instrument, language: str) -> PeerReview:
    """Ask an organisation whether colleagues may look at a service of theirs."""
    if not can_propose_review(by, host.country_id):
        raise NotAllowed(_("The coordinator of the country or the secretariat proposes a peer review."))
    review = PeerReview.objects.create(
        host=host, country_id=host.country_id, service=service, instrument=instrument, language=language, proposed_by=by
    )
    audit.record("peerreview.proposed", review, by=by)
    tell(host_people(review), "review_proposed", review)
    return review


@transaction.atomic
def agree_to_review(review: PeerReview, *, by: Any) -> PeerReview:
    """The host says yes. From now on the questions cannot change any more."""
    check = needs(speaks_for_host, by, _("A representative of the host agrees to the review."))
    agreed = transition(review, ReviewState.AGREED, by=by, check=check)
    freeze(review.instrument)
    tell(desk_of(review.country_id), "review_moved", review)
    return agreed


@transaction.atomic
def cancel_review(review: PeerReview, *, by: Any, reason: str) -> PeerReview:
    """Stop it, with a reason that the others get to read: the host, the coordinator or the secretariat."""
    if not reason.strip():
        raise DomainError(_("Say why the review is cancelled."))

    def check(locked: PeerReview) -> None:
        if not (handles(by, locked) or speaks_for_host(by, locked)):
            raise NotAllowed(_("The host, the coordinator or the secretariat cancels a review."))

    cancelled = transition(review, ReviewState.CANCELLED, by=by, reason=reason, check=check)
    tell([*host_people(review), *team(review)], "review_moved", review)
    return cancelled


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


# --- The team -------------------------------------------------------------------------------------------------------


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


# --- From the visit to the final text -------------------------------------------------------------------------------


@transaction.atomic
def hand_in_self_assessment(review: PeerReview, *, by: Any) -> PeerReview:
    """The host has rated every question; now the team reads."""

    def check(locked: PeerReview) -> None:
        needs(speaks_for_host, by, _("A representative of the host hands in its self-assessment."))(locked)
        must_be_complete(locked, source=RatingSource.SELF)

    handed_in = transition(review, ReviewState.DESK, by=by, check=check)
    tell(team(review), "review_moved", review)
    return handed_in


@transaction.atomic
def plan_visit(review: PeerReview, *, by: Any, visit_from: date, visit_until: date) -> PeerReview:
    """The papers are read; the team comes."""
    if visit_until < visit_from:
        raise DomainError(_("The visit cannot end before it begins."))

    def check(locked: PeerReview) -> None:
        if not (handles(by, locked) or leads_team(by, locked)):
            raise NotAllowed(_("The lead of the team or the coordinator plans the visit."))

    planned = transition(review, ReviewState.VISIT, by=by, check=check, visit_from=visit_from, visit_until=visit_until)
    tell([*host_people(review), *team(review)], "review_moved", review)
    return planned


@transaction.atomic
def begin_draft(review: PeerReview, *, by: Any) -> PeerReview:
    """Everybody has rated alone; now the team looks at each other's ratings and agrees."""

    def check(locked: PeerReview) -> None:
        needs(leads_team, by, _("The lead of the team begins to write it up."))(locked)
        if locked.reviewers.filter(standing=Standing.ACCEPTED, submitted_at=None).exists():
            raise DomainError(_("Every reviewer hands in their own ratings first."))

    return transition(review, ReviewState.DRAFT, by=by, check=check)


@transaction.atomic
def write_up(review: PeerReview, *, by: Any, strengths: str, advice: str) -> PeerReview:
    """What the team found good and what it advises, while it is drafted."""
    locked = locked_row(review)
    needs(can_write_consensus, by, _("The lead of the team writes it up."))(locked)
    locked.strengths, locked.advice = strengths, advice
    locked.save(update_fields=["strengths", "advice"])
    return locked


@transaction.atomic
def send_to_host(review: PeerReview, *, by: Any) -> PeerReview:
    """The draft goes to the host, who has the right to reply before it is final."""

    def check(locked: PeerReview) -> None:
        needs(leads_team, by, _("The lead of the team sends the draft to the host."))(locked)
        must_be_complete(locked, source=RatingSource.CONSENSUS)
        if not (locked.strengths.strip() and locked.advice.strip()):
            raise DomainError(_("Write down strengths and recommendations first."))

    sent = transition(review, ReviewState.HOST_COMMENT, by=by, check=check)
    tell(host_people(review), "review_moved", review)
    return sent


@transaction.atomic
def reply_and_finish(review: PeerReview, *, by: Any, comment: str) -> PeerReview:
    """The host replies, or says that it has nothing to add; its words stand beside the team's, and the text is final."""
    check = needs(speaks_for_host, by, _("A representative of the host replies."))
    done = transition(review, ReviewState.FINAL, by=by, check=check, host_comment=comment, final_at=timezone.now())
    tell([*team(review), *desk_of(review.country_id)], "review_moved", review)
    return done


def must_be_complete(review: PeerReview, **whose: Any) -> None:
    rated = review.ratings.filter(**whose).count()
    asked = review.instrument.items.count()
    if rated < asked:
        missing = asked - rated
        raise DomainError(_("%(number)s questions have no rating yet.") % {"number": missing})


# --- What comes of it -----------------------------------------------------------------------------------------------


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


# --- What the public may read ---------------------------------------------------------------------------------------


@transaction.atomic
def write_summary(review: PeerReview, *, by: Any, summary: str) -> PeerReview:
    """Word what the public might read. A new wording needs both consents anew, and hides what was public before."""
    locked = locked_row(review)
    needs(can_write_summary, by, _("The host or the lead of the team writes the summary, when the review is final."))(
        locked
    )
    if summary == locked.summary:
        return locked
    locked.summary = summary
    locked.host_consented_at = locked.host_consented_by = None
    locked.team_consented_at = locked.team_consented_by = None
    locked.save()
    audit.record("peerreview.summary_written", locked, by=by)
    return locked


@transaction.atomic
def consent_to_summary(review: PeerReview, *, by: Any, summary: str) -> PeerReview:
    """One side agrees to exactly this text being public. When both have, it is."""
    locked = locked_row(review)
    needs(can_write_summary, by, _("The host and the lead of the team consent, each for their side."))(locked)
    if not locked.summary.strip() or locked.summary != summary:
        raise DomainError(_("The summary was changed meanwhile. Read it again before you consent."))
    if speaks_for_host(by, locked):
        locked.host_consented_at, locked.host_consented_by = timezone.now(), by
    else:
        locked.team_consented_at, locked.team_consented_by = timezone.now(), by
    locked.save()
    audit.record("peerreview.consented", locked, by=by, after={"is_public": locked.is_published})
    return locked


@transaction.atomic
def take_back_consent(review: PeerReview, *, by: Any) -> PeerReview:
    """One side takes its consent back; the summary is private again at once."""
    locked = locked_row(review)
    needs(can_write_summary, by, _("The host and the lead of the team consent, each for their side."))(locked)
    if speaks_for_host(by, locked):
        locked.host_consented_at = locked.host_consented_by = None
    else:
        locked.team_consented_at = locked.team_consented_by = None
    locked.save()
    audit.record("peerreview.consent_taken_back", locked, by=by)
    return locked


# --- Whom to tell ---------------------------------------------------------------------------------------------------


def tell(people: Any, template: str, review: PeerReview) -> None:
    notify(people, f"knowledge/mail/{template}", {"review": review}, kind=KIND, link=review.get_absolute_url())


def host_people(review: PeerReview) -> Any:
    speaking = review.host.affiliations.current(timezone.now()).speaking()
    return User.objects.filter(affiliations__in=speaking).distinct()


def team(review: PeerReview) -> Any:
    standings = [Standing.INVITED, Standing.ACCEPTED]
    return User.objects.filter(peer_reviews__review=review, peer_reviews__standing__in=standings).distinct()
