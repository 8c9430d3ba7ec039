"""The committee decides: a meeting with its members, a proposal for every application, minutes that bind."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grants.decision_papers import minutes_pdf
from grants.decision_states import MeetingState, Verdict
from grants.models import Application, Assessment, Call, Meeting, MeetingMember, Proposal
from grants.money import ZERO, display
from grants.permissions import can_manage, manages_grants
from grants.queries.committee import considered, sentences_of
from grants.states import ApplicationState
from network.core import audit, uploads
from network.core.errors import DomainError, NotAllowed
from network.core.transitions import locked_row, transition

from .rankings import committed
from .rooms import keep_rooms_of

QUORUM = 2
"""How many members must be present, the chair among them."""


@transaction.atomic
def begin_meeting(call: Call, *, held_on: date, place: str, by: Any) -> Meeting:
    """Begin the minutes of a meeting, with the ranking's suggestions as first proposals."""
    require_desk(by)
    locked = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    if Meeting.objects.filter(call=locked, state=MeetingState.DRAFT).exists():
        raise DomainError(_("There is a meeting whose minutes are not signed yet."))
    ranking = locked.rankings.order_by("-number").first()
    meeting = Meeting.objects.create(call=locked, ranking=ranking, held_on=held_on, place=place)
    for item in considered(locked):
        if item.application.state == ApplicationState.RANKED and item.suggested and item.proposal is None:
            rejected = item.suggested == Verdict.REJECTED
            Proposal.objects.create(
                meeting=meeting,
                application=item.application,
                verdict=item.suggested,
                recommended=None if rejected else item.application.requested,
                reason=" ".join(sentences_of(item.row, locked)) if item.row else "—",
            )
    audit.record("meeting.begun", meeting, by=by, after={"held_on": held_on.isoformat()})
    return meeting


@transaction.atomic
def add_member(meeting: Meeting, *, by: Any, name: str, **facts: Any) -> MeetingMember:
    """Write a member down; the same name again changes its line. A new chair takes the place of the old one."""
    locked = locked_meeting(meeting, by)
    if facts.get("is_chair"):
        locked.members.exclude(name=name).update(is_chair=False)
    member, _created = MeetingMember.objects.update_or_create(meeting=locked, name=name, defaults=facts)
    return member


@transaction.atomic
def remove_member(member: MeetingMember, *, by: Any) -> None:
    locked_meeting(member.meeting, by)
    member.delete()


@transaction.atomic
def write_notes(meeting: Meeting, *, notes: str, by: Any) -> None:
    locked = locked_meeting(meeting, by)
    locked.notes = notes
    locked.save(update_fields=["notes"])


@transaction.atomic
def propose(
    meeting: Meeting, application: Application, *, verdict: str, recommended: Decimal | None, reason: str, by: Any
) -> Proposal:
    """Write what the committee says about one application: verdict, amount and reason."""
    locked = locked_meeting(meeting, by)
    item = locked_row(application)
    if item.call_id != locked.call_id or item.state != ApplicationState.RANKED:
        raise DomainError(_("The committee decides on ranked applications of its call."))
    if not can_manage(by, item):
        raise NotAllowed(_("You belong to the applicant, so somebody else must decide on this application."))
    if not reason.strip():
        raise DomainError(_("Write the reason; the applicant will read it."))
    if verdict == Verdict.REJECTED:
        recommended = None
    elif recommended is None or not ZERO < recommended <= min(item.requested, locked.call.maximum_grant):
        most = min(item.requested, locked.call.maximum_grant)
        raise DomainError(
            _("Recommend more than nothing and at most %(limit)s.") % {"limit": display(most, locked.call.currency)}
        )
    proposal, _created = Proposal.objects.update_or_create(
        application=item,
        defaults={"meeting": locked, "verdict": verdict, "recommended": recommended, "reason": reason.strip()},
    )
    return proposal


@transaction.atomic
def sign_minutes(meeting: Meeting, *, by: Any) -> Meeting:
    """Bind what the committee said: every proposal becomes the application's state, at once, and the paper is kept.

    Refuses without quorum, chair or a proposal for every ranked application, while an assessment is open, and when the
    recommended amounts do not fit into what is left of the envelope. Applicants are told by letters afterwards.
    """
    call = Call.objects.select_for_update(no_key=True).get(pk=meeting.call_id)
    locked = locked_meeting(meeting, by)
    proposals = list(locked.proposals.select_related("application"))
    for sentence in reasons_not_to_sign(locked, call, proposals):
        raise DomainError(sentence)
    for proposal in proposals:
        application = locked_row(proposal.application)
        if not can_manage(by, application):
            raise NotAllowed(_("You belong to one of the applicants, so somebody else must sign these minutes."))
        transition(application, proposal.verdict, by=by, reason=proposal.reason)
    transition(meeting, MeetingState.SIGNED, by=by, signed_at=timezone.now(), signed_by_name=str(by)[:150])
    meeting.minutes = keep_minutes(meeting)
    meeting.save(update_fields=["minutes"])
    transaction.on_commit(lambda: keep_rooms_of(call), robust=True)
    return meeting


def reasons_not_to_sign(meeting: Meeting, call: Call, proposals: list[Proposal]) -> list[str]:
    found = []
    present = [member for member in meeting.members.all() if member.is_present]
    if not any(member.is_chair for member in present):
        found.append(_("Write down who chaired the meeting and was present."))
    if len(present) < QUORUM:
        found.append(_("At least %(number)d members must be present.") % {"number": QUORUM})
    ranked = set(Application.objects.filter(call=call, state=ApplicationState.RANKED).values_list("pk", flat=True))
    decided = {proposal.application_id for proposal in proposals}
    if not proposals or ranked - decided:
        found.append(_("Some ranked applications have no proposal yet."))
    if decided - ranked:
        found.append(_("An application is no longer ranked; take its proposal out."))
    open_ones = Assessment.objects.still_open().filter(assignment__application__in=decided)
    if open_ones.exists():
        found.append(_("An assessment is open; wait until it is submitted, or release its assessor."))
    total = sum((p.recommended or ZERO for p in proposals if p.verdict == Verdict.SELECTED), ZERO)
    left = call.envelope - committed(call)
    if total > left:
        found.append(
            _("Recommended are %(total)s; the envelope has %(left)s left.")
            % {"total": display(total, call.currency), "left": display(left, call.currency)}
        )
    return found


def keep_minutes(meeting: Meeting) -> Any:
    """The signed paper, on the shelf."""
    content = minutes_pdf(meeting, language=get_language() or "en")
    name = f"{meeting.call.code}-minutes-{meeting.held_on}.pdf"
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return uploads.store(file, purpose="grant-minutes", by=None, owner=meeting)


def locked_meeting(meeting: Meeting, by: Any) -> Meeting:
    """The meeting, locked, while its minutes are not signed. Raises DomainError."""
    require_desk(by)
    locked = locked_row(meeting)
    if locked.state != MeetingState.DRAFT:
        raise DomainError(_("These minutes are signed; nothing in them changes."))
    return locked


def require_desk(by: Any) -> None:
    if not manages_grants(by):
        raise NotAllowed(_("Only those who run the grants prepare decisions."))
