"""Closing an account: asked for, thought over, done."""

from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.emails import tell_person
from members.holdings import Fate, erasers, holdings
from members.models import AccountClosure, Affiliation, Organisation, User
from network.core import audit
from network.core.errors import DomainError
from network.core.mail import in_language_of, write_to

from .people import end_affiliation
from .roles import end_role

COOLING_OFF = timedelta(days=14)
FORMER = "Former member"
"""What is stored as the name of an emptied account; `User` says it in the reader's language."""


def organisations_left_alone(person: User) -> list[Organisation]:
    """The organisations that would have nobody to speak for them without `person`."""
    speaking = Affiliation.objects.in_force().speaking()
    others = speaking.exclude(person=person).filter(person__is_active=True)
    mine = speaking.filter(person=person).exclude(organisation__in=others.values("organisation"))
    return list(Organisation.objects.filter(affiliations__in=mine))


@transaction.atomic
def ask_for_closure(person: User, *, by: User) -> AccountClosure:
    """Have the account closed once the time to think is over. Asking twice is an error."""
    refuse_orphans(person)
    now = timezone.now()
    try:
        with transaction.atomic():
            closure = AccountClosure.objects.create(person=person, asked_at=now, due_at=now + COOLING_OFF)
    except IntegrityError as error:
        raise DomainError(_("You have asked for this already.")) from error
    audit.record("account.closing", person, by=by, after={"due": closure.due_at.date().isoformat()})
    write_to(
        person.email,
        "members/mail/account_closing",
        {"closure": closure, "person": person},
        kind="account",
        language=person.language,
        link=reverse("my-data"),
    )
    return closure


@transaction.atomic
def keep_account(person: User, *, by: User) -> None:
    """Think again. Without a pending closure it is an error."""
    kept = person.closures.pending().update(cancelled_at=timezone.now())
    if not kept:
        raise DomainError(_("Your account is not about to be closed."))
    audit.record("account.kept", person, by=by)


def erase_due_accounts() -> int:
    """Empty the accounts whose time is over; one that cannot go stays, and its owner hears why. Gives how many went."""
    gone = 0
    for closure in AccountClosure.objects.due(timezone.now()).select_related("person"):
        with in_language_of(closure.person):
            try:
                erase_account(closure.person, by=None)
                gone += 1
            except DomainError as problem:
                put_off(closure, str(problem))
    return gone


@transaction.atomic
def put_off(closure: AccountClosure, problem: str) -> None:
    closure.cancelled_at = timezone.now()
    closure.save(update_fields=["cancelled_at"])
    audit.record("account.kept", closure.person, by=None, reason=problem)
    tell_person(closure.person, _("Your account could not be closed"), text=problem, link=reverse("my-data"))


@transaction.atomic
def erase_account(person: User, *, by: Any) -> User:
    """Empty the account: what was only theirs is deleted, what others rely on stays under "former member".

    Certificates and the log stay as they are. Cannot be undone; doing it twice changes nothing. Raises DomainError
    while an organisation would be left without a representative.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.erased_at:
        return person
    refuse_orphans(person)
    address, language, now = person.email, person.language, timezone.now()
    audit.record("account.erased", person, by=by)
    for erase in erasers():
        erase(person)
    for affiliation in person.affiliations.in_force():
        end_affiliation(affiliation, by=by)
    for grant in person.role_grants.running():
        end_role(grant, by=by)
    for session in UserSession.objects.filter(user=person):
        session.end()
    person.consents.given().update(withdrawn_at=now)
    person.closures.pending().update(done_at=now)
    for held in holdings():
        if held.fate == Fate.DELETED:
            held.of(person).delete()
        elif held.fate == Fate.DETACHED:
            held.of(person).update(**{held.field: None})
    empty(person, now)
    write_to(address, "members/mail/account_closed", {}, kind="account", language=language)
    return person


def empty(person: User, now: Any) -> None:
    person.full_name, person.email = FORMER, f"former-{person.uuid}@erased.invalid"
    person.language, person.time_zone = "en", "UTC"
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login, person.erased_at = None, now
    person.set_unusable_password()
    person.save()


def refuse_orphans(person: User) -> None:
    alone = organisations_left_alone(person)
    if alone:
        raise DomainError(
            _("You are the last representative of %(names)s. Hand over to somebody else first.")
            % {"names": ", ".join(body.name for body in alone)}
        )
