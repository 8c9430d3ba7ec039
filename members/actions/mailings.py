"""Letters to the press and to officials: written, queued, stopped, sent."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import Consent, Interest, Mailing, MailingRecipient, Theme, User
from members.queries.stakeholders import audience_of
from members.registry_states import MailingState, RecipientState
from network.core import audit
from network.core.errors import DomainError
from network.core.mail import notify, who_declined
from network.core.transitions import transition

TIME_TO_STOP = timedelta(minutes=10)
WITHDRAWN = gettext_lazy("Consent withdrawn")
DECLINED = gettext_lazy("Declined these letters")
CLOSED = gettext_lazy("Account closed")


@transaction.atomic
def save_interest(person: User, *, themes: list[Theme], note: str = "", by: Any) -> Interest:
    interest, _created = Interest.objects.update_or_create(person=person, defaults={"note": note})
    interest.themes.set(themes)
    audit.record("interest.saved", person, by=by, after={"themes": sorted(theme.slug for theme in themes)})
    return interest


@transaction.atomic
def save_mailing(mailing: Mailing | None, *, by: Any, countries: Any = (), themes: Any = (), **facts: Any) -> Mailing:
    """Store a draft. What is on its way or has left never changes: DomainError."""
    mailing = Mailing(written_by=by) if mailing is None else Mailing.objects.select_for_update().get(pk=mailing.pk)
    if mailing.state != MailingState.DRAFT:
        raise DomainError(_("This mailing is on its way or has left: it cannot be changed."))
    for name, value in facts.items():
        setattr(mailing, name, value)
    mailing.save()
    mailing.countries.set(countries)
    mailing.themes.set(themes)
    audit.record("mailing.saved", mailing, by=by, after={"subjects": mailing.subjects})
    return mailing


@transaction.atomic
def queue_mailing(mailing: Mailing, *, by: Any) -> Mailing:
    """Fix to whom it goes and when it leaves: in ten minutes, so that it can be stopped. An empty one is refused."""
    mailing = Mailing.objects.select_for_update().get(pk=mailing.pk)
    people = list(audience_of(mailing))
    if not people:
        raise DomainError(_("Nobody would get this: choose other countries or themes."))
    now = timezone.now()
    mailing.recipients.filter(state=RecipientState.QUEUED).delete()
    MailingRecipient.objects.bulk_create(
        [MailingRecipient(mailing=mailing, person=person, at=now) for person in people], ignore_conflicts=True
    )
    return transition(mailing, MailingState.QUEUED, by=by, queued_at=now, leaves_at=now + TIME_TO_STOP)


@transaction.atomic
def stop_mailing(mailing: Mailing, *, by: Any) -> Mailing:
    """Keep it from leaving. Once the first letter has left it is too late."""
    mailing = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if mailing.recipients.filter(state=RecipientState.SENT).exists():
        raise DomainError(_("It is too late: the first letters have left."))
    mailing.recipients.filter(state=RecipientState.QUEUED).delete()
    return transition(mailing, MailingState.STOPPED, by=by, leaves_at=None)


def send_due_mailings() -> int:
    """Send the mailings whose time has come, letter by letter; gives how many letters. May be called at any time again."""
    written = 0
    for mailing in Mailing.objects.due(timezone.now()):
        for number in list(mailing.recipients.filter(state=RecipientState.QUEUED).values_list("pk", flat=True)):
            written += send_one(number)
        transition(mailing, MailingState.SENT, by=None, sent_at=timezone.now())
    return written


@transaction.atomic
def send_one(number: int) -> bool:
    """Write one letter, or note why not. Once per recipient, however often and by however many it is called.

    SECURITY: the consent's row is locked until the letter is in the outbox, so whoever withdraws at this instant either
    is found to have withdrawn, or stops the letter there.
    """
    line = MailingRecipient.objects.select_for_update().filter(pk=number, state=RecipientState.QUEUED).first()
    if line is None or line.mailing.state != MailingState.QUEUED:
        return False
    person, purpose = line.person, line.mailing.purpose
    agreed = Consent.objects.given().to(purpose).filter(person=person).select_for_update().first()
    why_not = ""
    if not person.is_active:
        why_not = str(CLOSED)
    elif agreed is None:
        why_not = str(WITHDRAWN)
    elif person.pk in who_declined([person], purpose):
        why_not = str(DECLINED)
    line.state = RecipientState.SUPPRESSED if why_not else RecipientState.SENT
    line.reason, line.at = why_not, timezone.now()
    line.save(update_fields=["state", "reason", "at"])
    if not why_not:
        notify(person, "members/mail/mailing", {"mailing": line.mailing}, kind=purpose, link=line.mailing.link)
    return not why_not
