"""How the decided call was decided: a meeting with its minutes, letters, and a complaint with its answer."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from grants.actions.committee import keep_minutes
from grants.actions.letters import answer_complaint, file_complaint, prepare_letters, send_letter
from grants.decision_states import LetterState, MeetingState, Verdict
from grants.models import Application, Call, Complaint, Letter, Meeting, MeetingMember, Proposal
from grants.states import ApplicationState

VERDICTS = {
    ApplicationState.AWARDED: Verdict.SELECTED,
    ApplicationState.RESERVE: Verdict.RESERVE,
    ApplicationState.REJECTED: Verdict.REJECTED,
}
NOTES = (
    "The chair opened the meeting at ten and read out the declarations. The ranking was explained line by line. "
    "The committee followed it; for two projects it recommends less than was requested, since costs were planned twice."
)
MEMBERS = (
    ("Vesna Primer", "secretariat", True, True, False, ""),
    ("Luan Shembull", "coordinator of North Macedonia", False, True, False, ""),
    ("Jasmin Primjer", "coordinator of Bosnia and Herzegovina", False, True, False, ""),
    ("Ana Primer", "independent expert", False, False, False, "Ill; sent her view in writing."),
)


def fill(call: Call, world: Any) -> None:
    """The past of the demo is invented, so the rows of the meeting are written as they would have become."""
    manager = world.users["grants_manager"]
    held = call.closes_at + timedelta(days=44)
    meeting = Meeting.objects.create(
        call=call,
        held_on=held.date(),
        place="Belgrade",
        notes=NOTES,
        state=MeetingState.SIGNED,
        signed_at=held,
        signed_by_name=str(manager),
    )
    MeetingMember.objects.bulk_create(
        MeetingMember(
            meeting=meeting,
            name=name,
            function=function,
            is_chair=chair,
            is_present=present,
            has_conflict=conflict,
            remark=remark,
        )
        for name, function, chair, present, conflict, remark in MEMBERS
    )
    for application in Application.objects.filter(call=call, state__in=VERDICTS).select_related("award"):
        verdict = VERDICTS[ApplicationState(application.state)]
        award = getattr(application, "award", None)
        Proposal.objects.create(
            meeting=meeting,
            application=application,
            verdict=verdict,
            recommended=recommended(application, award, verdict),
            reason=award.reason if award else "Thought good, but others reach further with the same money.",
        )
    meeting.minutes = keep_minutes(meeting)
    meeting.save(update_fields=["minutes"])
    write_letters(call, manager, held + timedelta(days=6))


def recommended(application: Application, award: Any, verdict: str) -> Decimal | None:
    if verdict == Verdict.REJECTED:
        return None
    return award.amount if award else application.requested


def write_letters(call: Call, manager: Any, sent_at: Any) -> None:
    prepare_letters(call, by=manager)
    for letter in Letter.objects.filter(application__call=call, state=LetterState.DRAFT):
        send_letter(letter, by=manager, now=sent_at)
    letter = Letter.objects.filter(application__call=call, verdict=ApplicationState.REJECTED).first()
    speakers = letter.application.organisation.affiliations.current(timezone.now()).speaking() if letter else None
    person = speakers.select_related("person").first() if speakers is not None else None
    if letter and person:
        on = sent_at.date() + timedelta(days=4)
        text = "The letter says that our partner was not named. It is named in the third answer, and its letter is attached."
        complaint = file_complaint(letter, text=text, by=person.person, today=on)
        answer = "The partner is named, you are right, and the points for it were corrected. The place does not change."
        answer_complaint(complaint, verdict="rejected", answer=answer, by=manager)
        QuerySet(Complaint).filter(pk=complaint.pk).update(
            filed_at=sent_at + timedelta(days=4), answered_at=sent_at + timedelta(days=11)
        )
