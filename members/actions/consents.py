"""Agreeing, and thinking again."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from members.consent_texts import Purpose, current
from members.models import Consent, MailingRecipient, User
from members.registry_states import RecipientState
from network.core import audit
from network.core.errors import DomainError
from network.core.models import OutboxMessage


@transaction.atomic
def give_consent(person: User, *, purpose: str, by: User) -> Consent:
    """Agree to the current wording. SECURITY: only for oneself; agreeing twice is an error."""
    if by.pk != person.pk:
        raise DomainError(_("Only the person themselves can agree to this."))
    try:
        with transaction.atomic():
            consent = Consent.objects.create(
                person=person,
                purpose=Purpose(purpose),
                version=current(purpose).version,
                language=get_language() or "",
            )
    except IntegrityError as error:
        raise DomainError(_("You have agreed to this already.")) from error
    audit.record("consent.given", person, by=by, after={"purpose": purpose, "version": consent.version})
    return consent


@transaction.atomic
def withdraw_consent(person: User, *, purpose: str, by: User | None) -> int:
    """Take an agreement back, and with it the letters of that purpose that still wait. Idempotent; says how many.

    SECURITY: a letter that is being sent this instant holds its row; the update waits for it and finds it sent.
    """
    now = timezone.now()
    withdrawn = Consent.objects.given().to(purpose).filter(person=person).update(withdrawn_at=now)
    if withdrawn:
        waiting = OutboxMessage.objects.filter(recipient=person, kind=purpose, sent_at=None, given_up_at=None)
        stopped = waiting.update(given_up_at=now, problem="consent withdrawn")
        if stopped:
            lines = MailingRecipient.objects.filter(person=person, mailing__purpose=purpose, state=RecipientState.SENT)
            newest = list(lines.order_by("-at").values_list("pk", flat=True)[:stopped])
            MailingRecipient.objects.filter(pk__in=newest).update(
                state=RecipientState.SUPPRESSED, reason=_("Consent withdrawn"), at=now
            )
        audit.record("consent.withdrawn", person, by=by, before={"purpose": purpose})
    return withdrawn
