"""How the decided call was decided: a meeting with its minutes, letters, and a complaint with its answer."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation

from grants.actions.committee import add_member, begin_meeting, propose, sign_minutes, write_notes
from grants.actions.decisions import award_application, move_application
from grants.actions.letters import answer_complaint, file_complaint, prepare_letters, send_letter
from grants.actions.rankings import close_assessment
from grants.decision_states import LetterState, Verdict
from grants.models import Application, Call, Complaint, Letter, Meeting
from grants.states import ApplicationState
from members.demo.accounts import account
from members.models import Affiliation

from .dates import date_log
from .projects import CLOSED, Project

MET_AFTER = 44
"""Days after the deadline."""
VERDICTS = {"awarded": Verdict.SELECTED, "reserve": Verdict.RESERVE, "rejected": Verdict.REJECTED}
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


def decide(call: Call, world: Any) -> None:
    """The decided call the way every call is decided: ranking, meeting, minutes, letters, awards."""
    manager = world.users["grants_manager"]
    ranked, held = call.closes_at + timedelta(days=28), call.closes_at + timedelta(days=MET_AFTER)
    with translation.override("en"):
        close_assessment(call, by=manager, now=ranked)
        each(call, ranked)
        meeting = begin_meeting(call, held_on=held.date(), place="Belgrade", by=manager)
        for name, function, chair, present, conflict, remark in MEMBERS:
            facts = {"is_chair": chair, "is_present": present, "has_conflict": conflict, "remark": remark}
            add_member(meeting, name=name, function=function, by=manager, **facts)
        write_notes(meeting, notes=NOTES, by=manager)
        for project in CLOSED:
            if project.to in VERDICTS:
                propose_project(meeting, project, manager)
        sign_minutes(meeting, by=manager)
        Meeting.objects.filter(pk=meeting.pk).update(signed_at=held)
        each(call, held)
        write_letters(call, world, held + timedelta(days=6))
        for project in CLOSED:
            if project.to == "awarded":
                award_project(call, project, manager, held)


def each(call: Call, moment: datetime) -> None:
    for application in call.applications.all():
        date_log(application, moment)


def of(call: Call, project: Project) -> Application:
    return call.applications.get(title=project.title)


def propose_project(meeting: Meeting, project: Project, manager: Any) -> None:
    application = of(meeting.call, project)
    amount = Decimal(project.awarded) if project.awarded else application.requested
    verdict = VERDICTS[project.to]
    propose(
        meeting,
        application,
        verdict=verdict,
        recommended=None if verdict == Verdict.REJECTED else amount,
        reason=project.reason,
        by=manager,
    )


def award_project(call: Call, project: Project, manager: Any, held: datetime) -> None:
    application, day = of(call, project), held + timedelta(days=14)
    move_application(
        application, ApplicationState.DOCUMENT_CHECK, by=manager, reason="Documents asked for and received."
    )
    date_log(application, held + timedelta(days=9))
    amount = Decimal(project.awarded) if project.awarded else application.requested
    award_application(application, amount=amount, by=manager, reason=project.reason, now=day)
    date_log(application, day)


def write_letters(call: Call, world: Any, sent_at: Any) -> None:
    manager = world.users["grants_manager"]
    prepare_letters(call, by=manager)
    for letter in Letter.objects.filter(application__call=call, state=LetterState.DRAFT):
        send_letter(letter, by=manager, now=sent_at)
    letter = Letter.objects.filter(application__call=call, verdict=ApplicationState.REJECTED).first()
    if letter:
        person = somebody_who_speaks(letter.application.organisation, world)
        on = sent_at.date() + timedelta(days=4)
        text = "The letter says that our partner was not named. It is named in the third answer, and its letter is attached."
        complaint = file_complaint(letter, text=text, by=person, today=on)
        date_log(letter.application, sent_at + timedelta(days=4))
        answer = "The partner is named, you are right, and the points for it were corrected. The place does not change."
        answer_complaint(complaint, verdict="rejected", answer=answer, by=manager)
        date_log(letter.application, sent_at + timedelta(days=11))
        QuerySet(Complaint).filter(pk=complaint.pk).update(
            filed_at=sent_at + timedelta(days=4), answered_at=sent_at + timedelta(days=11)
        )


def somebody_who_speaks(organisation: Any, world: Any) -> Any:
    """The representative of an applicant; one is introduced where there is none, so that a newcomer can sign in."""
    found = organisation.affiliations.current(timezone.now()).speaking().select_related("person").first()
    if found:
        return found.person
    person = account("applicant.ba@example.org", "Lejla Primjer", "bs", world)
    Affiliation.objects.create(
        person=person,
        organisation=organisation,
        role="representative",
        valid_from=timezone.now() - timedelta(days=400),
    )
    world.introduce("applicant_ba", person, f"applicant who complained ({organisation.name})")
    return person
