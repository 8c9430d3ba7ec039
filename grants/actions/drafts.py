"""Writing an application: starting it, saving its parts, attaching files, and losing nothing between two devices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from grants import budgets
from grants.models import Application, ApplicationFile, ApplicationPart, Call, KeptText
from grants.models.applications import PartName
from grants.states import ApplicationState
from grants.validators import reasons_against_organisation, too_early, too_late
from network.core import audit, uploads
from network.core.errors import DomainError
from network.core.transitions import locked_row

MOST_FILES = 10
"""Files under one document; more belong into one PDF."""


@dataclass(frozen=True)
class Saved:
    """What came of saving a part: the part as it now stands, and the text kept aside if somebody was earlier."""

    part: ApplicationPart
    kept: KeptText | None = None


def start_application(call: Call, organisation: Any, *, by: Any, now: datetime) -> Application:
    """The organisation's application in this call: the one it has already, or a new draft.

    Raises DomainError when the call is not open or the organisation does not meet its conditions.
    """
    present = standing_application(call, organisation)
    if present:
        return present
    for sentence in (too_early(call, now), too_late(call, now), *reasons_against_organisation(call, organisation, now)):
        if sentence:
            raise DomainError(sentence)
    try:
        with transaction.atomic():
            application = Application.objects.create(
                call=call, form=call.form, organisation=organisation, country_id=organisation.country_id, started_by=by
            )
            ApplicationPart.objects.bulk_create(
                ApplicationPart(application=application, name=name) for name in PartName
            )
            audit.record("application.started", application, by=by)
    except IntegrityError:  # a colleague, or the second of two clicks, was a moment earlier
        present = standing_application(call, organisation)
        if present is None:
            raise
        return present
    return application


def standing_application(call: Call, organisation: Any) -> Application | None:
    found = Application.objects.filter(call=call, organisation=organisation)
    return found.exclude(state=ApplicationState.WITHDRAWN).first()


@transaction.atomic
def save_part(
    application: Application, name: str, content: dict[str, Any], *, version: int, device: str, by: Any, now: datetime
) -> Saved:
    """Store a part of a draft; where somebody saved it since `version` was read, keep this text aside instead.

    `device` names the open page that writes. A page is never in conflict with itself: a save whose answer was lost on
    the way is simply repeated. Saving the same content again changes nothing. Raises DomainError once it is no draft.
    """
    draft = locked_draft(application)
    part = ApplicationPart.objects.select_for_update().get(application=draft, name=name)
    if part.content == content:
        return Saved(part)
    if part.version != version and part.saved_from != device:
        kept, _created = KeptText.objects.update_or_create(
            part=part, written_from=device, defaults={"content": content, "written_by": by, "kept_at": now}
        )
        return Saved(part, kept)
    write_part(draft, part, content, device=device, by=by, now=now)
    return Saved(part)


def write_part(
    application: Application, part: ApplicationPart, content: dict[str, Any], *, device: str, by: Any, now: datetime
) -> None:
    part.content = content
    part.version += 1
    part.saved_at, part.saved_by, part.saved_from = now, by, device
    part.save(update_fields=["content", "version", "saved_at", "saved_by", "saved_from"])
    if part.name == PartName.PROJECT:
        application.title = content["title"]
        application.save(update_fields=["title"])
    else:
        budget = budgets.Budget([budgets.read_stored(row) for row in content["lines"]], application.call.money)
        application.requested, application.cost = budget.requested, budget.cost
        application.save(update_fields=["requested", "cost"])


@transaction.atomic
def use_kept_text(kept: KeptText, *, by: Any, now: datetime) -> None:
    """Put a kept text in place of the saved one, which is kept in its stead: nothing is lost by changing one's mind."""
    draft = locked_draft(kept.part.application)
    part = ApplicationPart.objects.select_for_update().get(pk=kept.part_id)
    replaced, author = part.content, part.saved_by
    write_part(draft, part, kept.content, device="", by=by, now=now)
    kept.content, kept.written_by, kept.written_from, kept.kept_at = replaced, author, "", now
    kept.save(update_fields=["content", "written_by", "written_from", "kept_at"])


@transaction.atomic
def discard_kept_text(kept: KeptText, *, by: Any) -> None:
    """Forget a kept text that nobody needs any more."""
    locked_draft(kept.part.application)
    kept.delete()


@transaction.atomic
def attach_file(application: Application, key: str, file: Any, *, by: Any, now: datetime) -> ApplicationFile:
    """Put a file under one of the documents that the call asks for. The same file twice is one attachment."""
    draft = locked_draft(application)
    if sentence := too_late(draft.call, now):
        raise DomainError(sentence)
    if draft.form.definition.upload(key) is None:
        raise DomainError(_("The call does not ask for this document."))
    attached = ApplicationFile.objects.filter(application=draft, key=key).select_related("file")
    if len(attached) >= MOST_FILES:
        raise DomainError(
            _("There are %(number)d files here already. Put them together into one.") % {"number": MOST_FILES}
        )
    stored = uploads.store(file, purpose="grant-application", by=by, owner=draft)
    for present in attached:
        if present.file.sha256 == stored.sha256:
            uploads.discard(stored)
            return present
    item = ApplicationFile.objects.create(application=draft, key=key, file=stored)
    audit.record("application.file_attached", draft, by=by, after={"file": stored.name, "sha256": stored.sha256})
    return item


@transaction.atomic
def remove_file(item: ApplicationFile, *, by: Any) -> None:
    """Take a file out of a draft, for good."""
    draft = locked_draft(item.application)
    file = item.file
    audit.record("application.file_removed", draft, by=by, before={"file": file.name, "sha256": file.sha256})
    item.delete()
    uploads.discard(file)


def locked_draft(application: Application) -> Application:
    """The application, locked, if it may still be written. Raises DomainError."""
    locked = locked_row(application)
    if not locked.is_draft:
        raise DomainError(_("This application has been submitted or withdrawn; it can no longer be changed."))
    return locked
