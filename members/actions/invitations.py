"""Asking colleagues in."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Affiliation, Invitation, Organisation, User
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import write_to

from .people import affiliate, lock_people_of


@transaction.atomic
def invite_colleague(organisation: Organisation, *, email: str, role: str, by: User) -> Invitation:
    """Write to `email` in the language of whoever invites. Says the same whether or not the address has an account.

    One open invitation per address; one that expired makes room for the new.
    """
    lock_people_of(organisation)
    email, now = email.strip().lower(), timezone.now()
    if Affiliation.objects.in_force().filter(organisation=organisation, person__email=email).exists():
        raise DomainError(_("This person belongs to the organisation already."))
    organisation.invitations.expired(now).filter(email=email).update(withdrawn_at=now)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(organisation=organisation, email=email, role=role, invited_by=by)
    except IntegrityError as error:
        raise DomainError(_("This address has been invited already.")) from error
    write_to(
        email,
        "members/mail/invitation",
        {"invitation": invitation, "organisation": organisation, "by": by},
        kind="account",
        language=by.language,
        link=invitation.get_absolute_url(),
    )
    audit.record("invitation.sent", organisation, by=by, after={"role": role})
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> Affiliation:
    """Belong to the organisation from now on. SECURITY: only who has shown that the invited address is theirs."""
    invitation = Invitation.objects.select_for_update().select_related("organisation").get(pk=invitation.pk)
    if not Invitation.objects.for_person(by).filter(pk=invitation.pk).exists():
        raise NotAllowed(_("This invitation was sent to another address."))
    if invitation.accepted_at or invitation.withdrawn_at:
        raise DomainError(_("This invitation is no longer open."))
    if invitation.is_expired:
        raise DomainError(_("This invitation has expired. Ask for a new one."))
    affiliation = affiliate(by, invitation.organisation, role=invitation.role, by=invitation.invited_by)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return affiliation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Take it back before it is accepted. Taking it back twice is an error."""
    withdrawn = Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
    if not withdrawn:
        raise DomainError(_("This invitation is no longer open."))
    audit.record("invitation.withdrawn", invitation.organisation, by=by)
    return invitation
