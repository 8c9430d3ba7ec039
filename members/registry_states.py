"""States of what the secretariat does with many at once: imports and mailings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    READ = "read", _("Read, not entered yet")
    DONE = "done", _("Entered")
    UNDONE = "undone", _("Undone")


IMPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    ImportState.READ: frozenset({ImportState.DONE}),
    ImportState.DONE: frozenset({ImportState.UNDONE}),
    ImportState.UNDONE: frozenset(),
}


class MailingState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    QUEUED = "queued", _("About to leave")
    STOPPED = "stopped", _("Stopped")
    SENT = "sent", _("Sent")


MAILING_TRANSITIONS: dict[str, frozenset[str]] = {
    MailingState.DRAFT: frozenset({MailingState.QUEUED}),
    MailingState.QUEUED: frozenset({MailingState.SENT, MailingState.STOPPED}),
    MailingState.STOPPED: frozenset({MailingState.QUEUED}),
    MailingState.SENT: frozenset(),
}


class RecipientState(models.TextChoices):
    QUEUED = "queued", _("Waits")
    SENT = "sent", _("Written to")
    SUPPRESSED = "suppressed", _("Left out")
