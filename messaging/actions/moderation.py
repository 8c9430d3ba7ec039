"""Telling the moderators, what they do about it, and objecting to it. Each act leaves a measure and a line in the log."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from messaging.doorbell import ring_person
from messaging.justice import can_answer_appeal, can_appeal, can_judge_report, can_report_message
from messaging.models import Measure, Message, Participation, Report, Room, seal
from messaging.permissions import can_moderate_room, participation_of
from messaging.rendering import render
from messaging.states import AppealState, MeasureKind, ParticipantRole, ParticipationState, ReportState
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.transitions import transition

from .messages import lock, locked_message, people_called, save_change

SILENCE = timedelta(days=1)  # with a report that is acted upon; by hand it may be longer


@transaction.atomic
def report_message(message: Message, *, by: Any, grievance: str, note: str = "") -> Report:
    """Bring a message before the moderators. What it says now is sealed, whatever becomes of it. Once per person."""
    room = lock(message.room)
    message = locked_message(room, message)
    known = Report.objects.filter(message=message, reporter=by).first()
    if known:
        return known
    if not can_report_message(by, message):
        raise NotAllowed(_("You cannot report this message."))
    evidence = evidence_of(message)
    report = Report.objects.create(
        room=room,
        message=message,
        accused=message.author,
        reporter=by,
        grievance=grievance,
        note=note[:500],
        evidence=evidence,
        sealed_with=seal(evidence),
    )
    audit.record("message.reported", message, by=by, reason=report.get_grievance_display(), country=room.country_id)
    return report


def evidence_of(message: Message) -> dict[str, Any]:
    """A message as it stood: words, earlier words, names of files, who, where and when."""
    return {
        "room": message.room.slug,
        "seq": message.seq,
        "author": str(message.author),
        "author_id": str(message.author.uuid),
        "sent_at": message.sent_at.isoformat(),
        "edited_at": message.edited_at.isoformat() if message.edited_at else None,
        "topic": message.topic,
        "text": message.text,
        "earlier": [version.text for version in message.versions.all()],
        "files": [[one.file.name, one.file.sha256] for one in message.attachments.select_related("file")],
        "taken_at": timezone.now().isoformat(),
    }


@transaction.atomic
def handle_report(report: Report, *, by: Any, decision: str, reason: str) -> None:
    """Decide about a message: `dismiss`, `hide`, or hide and `silence` or `remove` its author.

    All reports of the same message are answered by the one decision, and those who made them are told.
    """
    room = lock(report.room)
    report = Report.objects.select_for_update(of=("self",)).complete().get(pk=report.pk)
    if not can_judge_report(by, report):
        raise NotAllowed(_("Others decide about this report."))
    if report.state != ReportState.OPEN:
        raise DomainError(_("This report has been decided already."))
    if decision != "dismiss":
        take_down(room, report.message, by=by, reason=reason)
        participation = participation_of(report.accused, room)
        if decision == "silence" and participation:
            silence(participation, until=timezone.now() + SILENCE, by=by, reason=reason)
        if decision == "remove" and participation and participation.state != ParticipationState.REMOVED:
            put_out(participation, by=by, reason=reason)
    to = ReportState.DISMISSED if decision == "dismiss" else ReportState.UPHELD
    for one in Report.objects.waiting().filter(message=report.message).complete():
        transition(one, to, by=by, reason=reason, handled_by=by, handled_at=timezone.now())
        notify(one.reporter, "messaging/mail/report_handled", {"report": one}, kind="rooms")


@transaction.atomic
def hide_message(message: Message, *, by: Any, reason: str) -> None:
    """Take somebody's words out of sight. They are kept sealed, and come back if an objection is granted."""
    room = lock(message.room)
    if not can_moderate_room(by, room):
        raise NotAllowed(_("Only moderators hide messages."))
    take_down(room, message, by=by, reason=reason)


def take_down(room: Room, message: Message, *, by: Any, reason: str) -> None:
    message = locked_message(room, message)
    if message.is_deleted:
        return
    measure = take_measure(room, message.author, MeasureKind.HIDDEN, by=by, reason=reason, message=message)
    audit.record("message.hidden", message, by=by, reason=reason, country=room.country_id)
    message.text = message.html = message.folded = message.topic = ""
    message.has_files, message.pinned_at, message.pinned_by = False, None, None
    message.deleted_at, message.deleted_by = measure.taken_at, by
    message.mentions.all().delete()
    save_change(
        room,
        message,
        *("text", "html", "folded", "topic", "has_files", "pinned_at", "pinned_by", "deleted_at", "deleted_by"),
    )


def put_back(room: Room, message: Message, evidence: dict[str, Any]) -> None:
    """Show a hidden message again, as it was."""
    message = locked_message(room, message)
    rendered = render(evidence["text"], **people_called(room, evidence["text"]))
    message.text, message.html, message.folded = evidence["text"], rendered.html, rendered.folded
    message.topic = evidence["topic"]
    message.has_files = message.attachments.exists()
    message.deleted_at = message.deleted_by = None
    save_change(room, message, "text", "html", "folded", "topic", "has_files", "deleted_at", "deleted_by")


def take_measure(
    room: Room,
    person: Any,
    kind: str,
    *,
    by: Any,
    reason: str,
    message: Message | None = None,
    until: datetime | None = None,
) -> Measure:
    """Note what is done to `person` and tell them, with the way to object."""
    evidence = evidence_of(message) if message else {}
    measure = Measure.objects.create(
        room=room,
        person=person,
        kind=kind,
        message=message,
        reason=reason[:300],
        until=until,
        taken_by=by,
        evidence=evidence,
        sealed_with=seal(evidence),
    )
    notify(person, "messaging/mail/measure", {"measure": measure}, kind="rooms", link=measure.get_absolute_url())
    return measure


def silence(participation: Participation, *, until: datetime, by: Any, reason: str) -> None:
    participation.muted_until = until
    participation.save(update_fields=["muted_until"])
    take_measure(participation.room, participation.person, MeasureKind.SILENCED, by=by, reason=reason, until=until)


def put_out(participation: Participation, *, by: Any, reason: str) -> None:
    transition(participation, ParticipationState.REMOVED, by=by, reason=reason)
    take_measure(participation.room, participation.person, MeasureKind.REMOVED, by=by, reason=reason)
    ring_person(participation.person_id)


@transaction.atomic
def object_to(measure: Measure, *, by: Any, words: str) -> None:
    """Ask for a measure against oneself to be looked at by somebody else. Once."""
    if not can_appeal(by, measure):
        raise NotAllowed(_("You cannot object to this."))
    transition(measure, AppealState.OPEN, by=by, appeal=words.strip()[:2000], appealed_at=timezone.now())


@transaction.atomic
def answer_appeal(measure: Measure, *, by: Any, granted: bool, answer: str) -> None:
    """Uphold a measure, or take it back: the message returns, the person may speak, or come in again."""
    room = lock(measure.room)
    if not can_answer_appeal(by, measure):
        raise NotAllowed(_("Others decide about this objection."))
    to = AppealState.GRANTED if granted else AppealState.REFUSED
    transition(measure, to, by=by, answer=answer.strip()[:2000], answered_by=by, answered_at=timezone.now())
    if granted:
        take_back(room, measure, by=by)
    notify(
        measure.person,
        "messaging/mail/appeal_answered",
        {"measure": measure},
        kind="rooms",
        link=measure.get_absolute_url(),
    )


def take_back(room: Room, measure: Measure, *, by: Any) -> None:
    participation = participation_of(measure.person, room)
    if measure.kind == MeasureKind.HIDDEN and measure.message and not measure.message.is_withdrawn:
        put_back(room, measure.message, measure.evidence)
    elif measure.kind == MeasureKind.SILENCED and participation:
        participation.muted_until = None
        participation.save(update_fields=["muted_until"])
    elif measure.kind == MeasureKind.REMOVED and participation and participation.state == ParticipationState.REMOVED:
        transition(participation, ParticipationState.ACTIVE, by=by, role=ParticipantRole.MEMBER)
