"""Letters about decisions, in bulk and one by one; and complaints, in time and answered in time."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from grants.decision_papers import letter_pdf, letter_text
from grants.decision_states import ANSWERS, ComplaintState, LetterState
from grants.models import Call, Complaint, Letter
from grants.permissions import can_manage, manager_people, speaks_for, writers_of
from grants.queries.committee import feedback_of, letters_of, waiting_for_letters
from network.core import audit, uploads
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.transitions import locked_row, transition

from .committee import require_desk
from .submissions import tell_writers

TO_COMPLAIN = timedelta(days=10)
TO_ANSWER = timedelta(days=20)


@transaction.atomic
def prepare_letters(call: Call, *, by: Any) -> int:
    """Draft a letter for every decided application that has none for its state; how many were new.

    The text is in the language of the applicant's representative; the words on each criterion are what the assessors
    wrote, for the desk to agree upon.
    """
    require_desk(by)
    Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    wanted = list(waiting_for_letters(call))
    feedback = feedback_of(call, [item.pk for item in wanted])
    for application in wanted:
        language = language_of_applicant(application)
        with translation.override(language):
            body = letter_text(application)
        Letter.objects.create(
            application=application,
            verdict=application.state,
            language=language,
            body=body,
            feedback=feedback.get(application.pk, []),
        )
    if wanted:
        audit.record("call.letters_prepared", call, by=by, after={"number": len(wanted)})
    return len(wanted)


def language_of_applicant(application: Any) -> str:
    found = writers_of(application.organisation).first()
    return found.language if found else "en"


@transaction.atomic
def write_letter(letter: Letter, *, body: str, reasons: dict[str, str], by: Any) -> Letter:
    """Change the text and the agreed words on the criteria of a draft. Points are not changed here."""
    locked = locked_letter(letter, by)
    if not body.strip():
        raise DomainError(_("A letter needs a text."))
    locked.body = body.strip()
    locked.feedback = [{**item, "reason": reasons.get(item["key"], item["reason"]).strip()} for item in locked.feedback]
    locked.save(update_fields=["body", "feedback"])
    return locked


@transaction.atomic
def send_letter(letter: Letter, *, by: Any, now: Any = None) -> Letter:
    """Send one letter: its PDF is kept, the applicant is told, and the time to complain begins."""
    locked = locked_letter(letter, by)
    moment = now or timezone.now()
    if locked.application.state != locked.verdict:
        raise DomainError(_("The application stands elsewhere now; prepare another letter."))
    locked.sent_at, locked.complain_by = moment, timezone.localdate(moment) + TO_COMPLAIN
    content = letter_pdf(locked)
    name = f"{locked.application.number}-letter.pdf"
    upload = SimpleUploadedFile(name, content, content_type="application/pdf")
    file = uploads.store(upload, purpose="grant-letter", by=None, owner=locked)
    transition(
        letter,
        LetterState.SENT,
        by=by,
        sent_at=moment,
        complain_by=locked.complain_by,
        sent_by_name=str(by)[:150],
        file=file,
    )
    tell_writers("letter", letter.application, letter=letter)
    return letter


def send_letters(call: Call, *, by: Any) -> int:
    """Send every draft of a call, each in its own transaction, so that one that fails holds nobody else up."""
    sent = 0
    for letter in letters_of(call).filter(state=LetterState.DRAFT):
        if can_manage(by, letter.application) and letter.application.state == letter.verdict:
            send_letter(letter, by=by)
            sent += 1
    return sent


def locked_letter(letter: Letter, by: Any) -> Letter:
    require_desk(by)
    locked = locked_row(letter)
    if not can_manage(by, locked.application):
        raise NotAllowed(_("You belong to the applicant, so somebody else must decide on this application."))
    if locked.state != LetterState.DRAFT:
        raise DomainError(_("This letter has been sent; nothing in it changes."))
    return locked


@transaction.atomic
def file_complaint(letter: Letter, *, text: str, by: Any, today: date) -> Complaint:
    """Object to a decision, once, until the day the letter names. Filing it again returns the first one."""
    locked = locked_row(letter)
    if not speaks_for(by, locked.application):
        raise NotAllowed(_("A representative of the organisation complains."))
    present = Complaint.objects.filter(letter=locked).first()
    if present:
        return present
    if locked.complain_by is None or today > locked.complain_by:
        raise DomainError(_("The time to complain is over."))
    if not text.strip():
        raise DomainError(_("Write what you object to, and why."))
    complaint = Complaint.objects.create(
        letter=locked, text=text.strip(), filed_by=by, filed_by_name=str(by)[:150], answer_by=today + TO_ANSWER
    )
    audit.record("application.complaint", locked.application, by=by)
    notify(
        manager_people(),
        "grants/mail/complaint_filed",
        {"complaint": complaint, "application": locked.application},
        kind="grants_desk",
        link=reverse("desk-grants-letters", kwargs={"key": locked.application.call.translation_key}),
    )
    return complaint


@transaction.atomic
def answer_complaint(complaint: Complaint, *, verdict: str, answer: str, by: Any) -> Complaint:
    """Answer for good: upheld or rejected, with words that the applicant reads."""
    require_desk(by)
    locked = locked_row(complaint)
    application = locked.letter.application
    if not can_manage(by, application):
        raise NotAllowed(_("You belong to the applicant, so somebody else must decide on this application."))
    if verdict not in ANSWERS or not answer.strip():
        raise DomainError(_("Say whether the complaint is upheld, and write the answer."))
    transition(
        complaint,
        ComplaintState(verdict),
        by=by,
        answer=answer.strip(),
        answered_at=timezone.now(),
        answered_by_name=str(by)[:150],
    )
    audit.record("application.complaint_answered", application, by=by, reason=answer, after={"verdict": verdict})
    tell_writers("complaint_answered", application, complaint=complaint)
    return complaint
