"""What this app, the ground floor and the libraries hold about a person."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from network.core.models import AuditEntry, PrivateFile
from network.core.uploads import discard

from .checklist import BY_PURPOSE
from .holdings import Fate, Source, hold, hold_source, on_erasure
from .models import Invitation, MembershipApplication, Merge, User
from .models.merges import WAY_BACK
from .states import ApplicationState

KEPT, DETACHED, DELETED = Fate.KEPT, Fate.DETACHED, Fate.DELETED


def documents_of_applicant(person: User) -> Iterable[PrivateFile]:
    mine = MembershipApplication.objects.filter(applicant=person).values_list("pk", flat=True)
    return PrivateFile.objects.filter(
        owner_type=MembershipApplication._meta.label_lower, owner_id__in=map(str, mine), purpose__in=BY_PURPOSE
    )


# --- Members ------------------------------------------------------------------------------------------------------

hold(
    "members.Affiliation.person",
    KEPT,
    "An organisation's history of who spoke for it; ended first.",
    *("organisation__name", "role", "title", "valid_from", "until"),
)
hold(
    "members.RoleGrant.person", KEPT, "Who acted in which role; ended first.", "role", "country", "valid_from", "until"
)
hold(
    "members.MembershipApplication.applicant",
    KEPT,
    "The organisation's own case; drafts are deleted.",
    *("name", "country", "state", "applicant_title", "created_at", "submitted_at", "decided_at", "question"),
    files=documents_of_applicant,
)
hold("members.MembershipApplication.verifier", KEPT, "Says who did it.")
hold("members.Endorsement.person", KEPT, "Given in an organisation's name.", "application__name", "text", "at")
hold(
    "members.Consent.person",
    KEPT,
    "The proof that somebody agreed and withdrew.",
    *("purpose", "version", "language", "given_at", "withdrawn_at"),
)
hold(
    "members.AccountClosure.person",
    KEPT,
    "The proof that the wish was followed.",
    *("asked_at", "due_at", "cancelled_at", "done_at"),
)

hold("members.Interest.person", DELETED, "Only the person's.", "note", "themes__slug")
hold(
    "members.MailingRecipient.person",
    KEPT,
    "The proof of to whom the network wrote, and to whom not.",
    *("mailing__purpose", "state", "reason", "at"),
)

# --- The ground floor ---------------------------------------------------------------------------------------------

hold(
    "core.OutboxMessage.recipient",
    DELETED,
    "Letters are the person's.",
    *("kind", "address", "subject", "text", "created_at", "sent_at"),
)
hold("core.Notification.recipient", DELETED, "News for the person.", "kind", "title", "link", "created_at", "read_at")
hold("core.NotificationChoice.person", DELETED, "Choices of the person.", "kind", "email")

# --- Libraries ----------------------------------------------------------------------------------------------------

hold("account.EmailAddress.user", DELETED, "The way to the person.", "email", "verified", "primary")
hold(
    "mfa.Authenticator.user",
    DELETED,
    "SECURITY: secrets; the copy says only that they exist.",
    "type",
    "created_at",
    "last_used_at",
)
hold(
    "usersessions.UserSession.user",
    DELETED,
    "SECURITY: without the key.",
    "ip",
    "user_agent",
    "created_at",
    "last_seen_at",
)
hold("wagtailcore.APIToken.user", DELETED, "SECURITY: a secret.", "name", "created", "last_used_at")
hold("wagtailcore.Page.owner", KEPT, "Says who wrote the page.")
hold("wagtailcore.Page.locked_by", DETACHED, "A lock of somebody who has left locks nobody out.")
hold("wagtailcore.Revision.user", KEPT, "Says who wrote it.")
hold("wagtailcore.ModelLogEntry.user", KEPT, "The admin's log.")
hold("wagtailcore.PageLogEntry.user", KEPT, "The admin's log.")
hold("wagtailcore.Comment.user", KEPT, "A conversation of editors.", "text", "created_at")
hold("wagtailcore.CommentReply.user", KEPT, "A conversation of editors.", "text", "created_at")
hold("wagtailcore.UploadedFile.uploaded_by_user", DETACHED, "A half-finished upload.")
hold("wagtaildocs.Document.uploaded_by_user", KEPT, "Says who put it there.")
hold("wagtailimages.Image.uploaded_by_user", KEPT, "Says who put it there.")


def acts_of(person: User) -> Iterator[dict[str, Any]]:
    """The lines of the log that speak of what the person did. They stay: the log outlives everybody."""
    entries = AuditEntry.objects.filter(actor_id=str(person.pk)).order_by("at")
    yield from entries.values("at", "verb", "object_type", "object_name", "reason")


def invitations_to(person: User) -> Iterator[dict[str, Any]]:
    found = Invitation.objects.filter(email=person.email)
    yield from found.values("organisation__name", "role", "invited_at", "accepted_at", "withdrawn_at")


hold_source(Source("log", _("What you did, in the log"), acts_of))
hold_source(Source("invitations", _("Invitations to you"), invitations_to, DELETED))


def forget_drafts(person: User) -> None:
    """Drafts that nobody has seen go with their documents; an application that was handed in is the organisation's."""
    drafts = MembershipApplication.objects.filter(applicant=person, state=ApplicationState.DRAFT)
    keys = [str(key) for key in drafts.values_list("pk", flat=True)]
    files = PrivateFile.objects.filter(owner_type=MembershipApplication._meta.label_lower, owner_id__in=keys)
    for file in files:
        discard(file)
    drafts.delete()


def forget_invitations(person: User) -> None:
    Invitation.objects.filter(email=person.email).delete()


def merged_into(person: User) -> Any:
    """What was kept of accounts that were merged into the person's own: no foreign key leads there."""
    return Merge.objects.filter(kind="person", kept_id=person.pk)


def merges_into(person: User) -> Iterator[dict[str, Any]]:
    yield from merged_into(person).values("gone_name", "gone_facts", "merged_at")


def forget_merges(person: User) -> None:
    merged_into(person).update(gone_name="", gone_facts={})
    for merge in Merge.objects.organisations():
        if merge.can_be_undone and person.email in json.dumps(merge.gone_facts[WAY_BACK]):
            merge.make_final()


hold_source(Source("merges", _("Accounts merged into yours"), merges_into, DELETED))
on_erasure("members.merges", forget_merges)
on_erasure("members.drafts", forget_drafts)
on_erasure("members.invitations", forget_invitations)
