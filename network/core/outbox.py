"""Sends what `mail` wrote: every message once, however often the process that should do it dies."""

import smtplib
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from .languages import language
from .models import OutboxMessage

log = structlog.get_logger(__name__)

WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440)]  # after each failure; then given up
BATCH = 500


def deliver_after_commit() -> None:
    """Have the outbox sent once the present transaction is committed, by a background worker where there is one."""
    from .tasks import deliver_outbox  # inline: tasks are looked up once the settings are complete

    transaction.on_commit(lambda: deliver_outbox.enqueue(), robust=True)


def waiting(now: datetime) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(sent_at=None, given_up_at=None, due_at__lte=now).order_by("due_at", "id")


def send_outbox(*, limit: int = BATCH, now: datetime | None = None) -> int:
    """Send what is due, at most `limit` messages, and say how many were sent.

    Each message is sent while its row is locked and marked in the same transaction, so that two workers never send
    the same one: the second skips locked rows (PostgreSQL) or waits its turn and finds it sent (SQLite). A worker that
    dies before the mail server said yes leaves the row waiting. One that dies in the instant between that yes and the
    commit will send again, under the same Message-ID, by which mail programs know it for the same message.
    """
    sent = 0
    mailer = get_connection()
    try:
        for _turn in range(limit):
            outcome = send_next(mailer, now or timezone.now())
            if outcome is None or outcome == "unreachable":
                break
            sent += outcome == "sent"
    finally:
        mailer.close()
    return sent


def send_next(mailer: Any, now: datetime) -> str | None:
    """Send the message that waited longest: "sent", "failed", "unreachable" (the server), or None when none waits."""
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        message = waiting(now).select_for_update(skip_locked=skip).first()
        if message is None:
            return None
        try:
            mailer.send_messages([as_email(message)])
        except Exception as problem:
            mark_failed(message, problem, now)
            mailer.close()
            return "unreachable" if is_about_the_server(problem) else "failed"
        message.sent_at = timezone.now()
        message.attempts += 1
        message.problem = ""
        message.save(update_fields=["sent_at", "attempts", "problem"])
    return "sent"


def mark_failed(message: OutboxMessage, problem: Exception, now: datetime) -> None:
    """Put the message off, longer each time; after the last wait give it up and say so in the log."""
    message.problem = f"{type(problem).__name__}: {problem}"[:2000]
    if message.attempts < len(WAITS):
        message.due_at = now + WAITS[message.attempts]
    else:
        message.given_up_at = now
        log.error("mail_given_up", message=str(message.uuid), kind=message.kind, problem=type(problem).__name__)
    message.attempts += 1
    message.save(update_fields=["problem", "due_at", "given_up_at", "attempts"])


def is_about_the_server(problem: Exception) -> bool:
    about_the_letter = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)
    return isinstance(problem, (OSError, smtplib.SMTPException)) and not isinstance(problem, about_the_letter)


def as_email(message: OutboxMessage) -> EmailMultiAlternatives:
    from .mail import known_kind, unsubscribe_url  # inline: mail writes into this outbox

    headers = {
        "Message-ID": f"<{message.uuid}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": language(message.language).html_lang,
    }
    if message.recipient and not known_kind(message.kind).required:
        headers["List-Unsubscribe"] = f"<{unsubscribe_url(message.recipient, message.kind)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    email = EmailMultiAlternatives(message.subject, message.text, to=[message.address], headers=headers)
    if message.html:
        email.attach_alternative(message.html, "text/html")
    return email
