"""Who belongs to an organisation, and in what role."""

from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.emails import tell_person
from members.models import Affiliation, AffiliationRole, Organisation, User
from network.core import audit
from network.core.errors import DomainError, NotAllowed


@transaction.atomic
def affiliate(
    person: User, organisation: Organisation, *, role: str = AffiliationRole.MEMBER, title: str = "", by: Any
) -> Affiliation:
    """Have `person` belong to the organisation from now on. Somebody who does already is an error."""
    lock_people_of(organisation)
    try:
        with transaction.atomic():
            affiliation = Affiliation.objects.create(
                person=person, organisation=organisation, role=role, title=title, confirmed_by=by
            )
    except IntegrityError as error:
        raise DomainError(_("This person belongs to the organisation already.")) from error
    audit.record(
        "affiliation.begun",
        organisation,
        by=by,
        after={"person": str(person.uuid), "role": role},
        country=organisation.country_id,
    )
    return affiliation


@transaction.atomic
def end_affiliation(affiliation: Affiliation, *, by: Any, reason: str = "") -> Affiliation:
    """The person leaves or is removed. The last representative of an organisation cannot go."""
    lock_people_of(affiliation.organisation)
    affiliation = Affiliation.objects.select_related("person", "organisation").get(pk=affiliation.pk)
    now = timezone.now()
    if affiliation.until is not None and affiliation.until <= now:
        raise DomainError(_("This person has left already."))
    keep_a_representative(affiliation, now)
    affiliation.until = max(now, affiliation.valid_from)
    affiliation.save(update_fields=["until"])
    log_change(affiliation, "affiliation.ended", by=by, reason=reason)
    tell_of(affiliation, gettext_lazy("You no longer belong to {organisation} in the network"), by=by)
    return affiliation


@transaction.atomic
def change_affiliation_role(affiliation: Affiliation, *, role: str, by: Any) -> Affiliation:
    """Give an affiliated person another role. The last representative stays one."""
    lock_people_of(affiliation.organisation)
    affiliation = Affiliation.objects.select_related("person", "organisation").get(pk=affiliation.pk)
    if role == affiliation.role:
        return affiliation
    keep_a_representative(affiliation, timezone.now())
    give_role(affiliation, role, by=by)
    return affiliation


@transaction.atomic
def hand_over(affiliation: Affiliation, *, to: Affiliation, by: Any) -> Affiliation:
    """The representative `affiliation` makes `to` one in their place and becomes an editor, in one step.

    NotAllowed unless both belong to the same organisation now and the first speaks for it.
    """
    lock_people_of(affiliation.organisation)
    now = timezone.now()
    current = Affiliation.objects.current(now).select_related("person", "organisation")
    both = {found.pk: found for found in current.filter(organisation=affiliation.organisation_id)}
    giver, taker = both.get(affiliation.pk), both.get(to.pk)
    if giver is None or taker is None or giver == taker or giver.role != AffiliationRole.REPRESENTATIVE:
        raise NotAllowed(_("Only a representative hands over, and only to somebody of the same organisation."))
    if not taker.person.is_active:
        raise DomainError(_("This account is closed."))
    if taker.role != AffiliationRole.REPRESENTATIVE:
        give_role(taker, AffiliationRole.REPRESENTATIVE, by=by)
    give_role(giver, AffiliationRole.EDITOR, by=by)
    return taker


def give_role(affiliation: Affiliation, role: str, *, by: Any) -> None:
    before = affiliation.role
    affiliation.role = role
    affiliation.save(update_fields=["role"])
    log_change(affiliation, "affiliation.changed", by=by, before={"role": before})
    sentence = gettext_lazy("Your role in {organisation} is now: {role}")
    tell_of(affiliation, sentence, by=by, role=AffiliationRole(role).label)


def keep_a_representative(affiliation: Affiliation, now: Any) -> None:
    """Refuse what would leave the organisation without anybody to speak for it."""
    if affiliation.role != AffiliationRole.REPRESENTATIVE:
        return
    others = Affiliation.objects.current(now).speaking().filter(organisation=affiliation.organisation)
    if not others.exclude(pk=affiliation.pk).filter(person__is_active=True).exists():
        raise DomainError(
            _("%(person)s is the last representative. Make somebody else a representative first.")
            % {"person": affiliation.person}
        )


def lock_people_of(organisation: Organisation) -> None:
    """Changes to the people of one organisation happen one after the other."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def tell_of(affiliation: Affiliation, sentence: Any, *, by: Any, **more: Any) -> None:
    """Write to the person about what somebody else did to their affiliation."""
    if by is None or by.pk == affiliation.person_id:
        return
    body = affiliation.organisation
    told = format_lazy(sentence, organisation=body.name, **more)
    tell_person(affiliation.person, told, by=by, link=reverse("account-settings"))


def log_change(affiliation: Affiliation, verb: str, *, by: Any, reason: str = "", before: Any = None) -> None:
    audit.record(
        verb,
        affiliation.organisation,
        by=by,
        reason=reason,
        before=before,
        after={"person": str(affiliation.person.uuid), "role": affiliation.role},
        country=affiliation.organisation.country_id,
    )
