"""What its applicant does with an application to join, and the calendar with one that nobody touches."""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.checklist import ITEMS
from members.declarations import CURRENT
from members.emails import tell_applicant, tell_coordinators
from members.models import ChecklistLine, Endorsement, MembershipApplication, Organisation, User
from members.permissions import endorsing_organisations
from members.queries.applications import documents_of, missing_parts
from members.states import ApplicationState
from network.core import audit, uploads
from network.core.errors import DomainError, NotAllowed
from network.core.models import PrivateFile
from network.core.transitions import transition

from .organisations import WORDS

State = ApplicationState
Check = Callable[[MembershipApplication], None]


@transaction.atomic
def start_application(*, by: User, **facts: Any) -> MembershipApplication:
    """Open a draft; whoever has one already gets that one with the new facts, so that a double click is harmless."""
    User.objects.select_for_update().get(pk=by.pk)
    draft = MembershipApplication.objects.filter(applicant=by, state=State.DRAFT).first()
    if draft:
        return save_application(draft, by=by, **facts)
    application = MembershipApplication.objects.create(applicant=by, **facts)
    audit.record("membershipapplication.started", application, by=by)
    return application


@transaction.atomic
def save_application(
    application: MembershipApplication, *, by: User, check: Check | None = None, **facts: Any
) -> MembershipApplication:
    """Keep what was written so far; whether it is complete is asked when it is handed in.

    `check` is called with the locked application before anything is written; it may raise DomainError.
    """
    application = locked(application)
    if not application.is_with_applicant:
        raise DomainError(_("The application has been handed in and cannot be changed now."))
    if check:
        check(application)
    words = {name: facts.pop(name) for name in WORDS if name in facts}
    for name, value in facts.items():
        setattr(application, name, value)
    application.saved_at = timezone.now()
    application.save()
    for name, values in words.items():
        getattr(application, name).set(values)
    return application


@transaction.atomic
def attach_document(application: MembershipApplication, file: Any, *, purpose: str, by: User) -> PrivateFile:
    """Store one document; the same file sent twice is kept once."""
    application = locked(application)
    if not application.is_with_applicant:
        raise DomainError(_("The application has been handed in and cannot be changed now."))
    if len(documents_of(application)) >= 20:
        raise DomainError(_("Twenty documents are enough. Remove one before you add another."))
    stored = uploads.store(file, purpose=purpose, by=by, owner=application)
    same = PrivateFile.objects.filter(
        owner_type=stored.owner_type, owner_id=stored.owner_id, purpose=purpose, sha256=stored.sha256
    ).exclude(pk=stored.pk)
    earlier = same.first()
    if earlier:
        uploads.discard(stored)
        return earlier
    application.saved_at = timezone.now()
    application.save(update_fields=["saved_at"])
    return stored


@transaction.atomic
def remove_document(application: MembershipApplication, document: PrivateFile, *, by: User) -> None:
    application = locked(application)
    if not application.is_with_applicant:
        raise DomainError(_("The application has been handed in and cannot be changed now."))
    audit.record("membershipapplication.document_removed", application, by=by, before={"sha256": document.sha256})
    uploads.discard(document)


@transaction.atomic
def submit_application(application: MembershipApplication, *, by: User, answer: str = "") -> MembershipApplication:
    """Hand the application in, or hand it back with the `answer` to what was asked.

    Raises DomainError while something is missing, or while another application of the same organisation is under way.
    """
    now = timezone.now()
    try:
        with transaction.atomic():
            transition(
                application,
                State.SUBMITTED,
                by=by,
                reason=answer,
                check=refuse_incomplete,
                submitted_at=now,
                declarations_version=CURRENT,
                declared_at=now,
                precision=application.effective_precision,
            )
    except IntegrityError as error:
        raise DomainError(_("An application of this organisation is being dealt with already.")) from error
    for position, item in enumerate(ITEMS):
        ChecklistLine.objects.get_or_create(application=application, item=item.key, defaults={"position": position})
    tell_applicant(application, "application_received")
    tell_coordinators(application, "application_arrived")
    return application


@transaction.atomic
def withdraw_application(application: MembershipApplication, *, by: User, reason: str = "") -> MembershipApplication:
    """The applicant takes it back, at any time before the decision."""
    return transition(application, State.WITHDRAWN, by=by, reason=reason)


@transaction.atomic
def endorse_application(
    application: MembershipApplication, *, organisation: Organisation, text: str, by: User
) -> Endorsement:
    """A member organisation stands up for the applicant, once."""
    application = locked(application)
    if organisation not in endorsing_organisations(by, application):
        raise NotAllowed(_("You cannot endorse this application in the name of that organisation."))
    endorsement = Endorsement.objects.create(application=application, organisation=organisation, person=by, text=text)
    audit.record("membershipapplication.endorsed", application, by=by, after={"organisation": organisation.slug})
    return endorsement


@transaction.atomic
def remind_applicant(application: MembershipApplication) -> bool:
    """Tell the applicant, once between two changes of theirs, that what they began will be closed; says whether."""
    application = locked(application)
    reminded = application.reminded_at and application.reminded_at >= application.saved_at
    if reminded or not application.is_with_applicant:
        return False
    application.reminded_at = timezone.now()
    application.save(update_fields=["reminded_at"])
    tell_applicant(application, "application_reminder")
    return True


@transaction.atomic
def lapse_application(application: MembershipApplication, *, by: User | None = None) -> MembershipApplication:
    """Close what its applicant has not touched for a long time."""
    transition(application, State.LAPSED, by=by)
    tell_applicant(application, "application_lapsed")
    return application


def refuse_incomplete(application: MembershipApplication) -> None:
    missing = missing_parts(application)
    if missing:
        raise DomainError(" ".join(str(part.sentence) for part in missing))


def locked(application: MembershipApplication) -> MembershipApplication:
    return MembershipApplication.objects.select_for_update().get(pk=application.pk)
