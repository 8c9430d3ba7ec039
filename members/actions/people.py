"""Who belongs to an organisation, and in what role."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Affiliation, AffiliationRole, Organisation, User
from network.core import audit
from network.core.errors import DomainError


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
    return affiliation


@transaction.atomic
def change_affiliation_role(affiliation: Affiliation, *, role: str, by: Any) -> Affiliation:
    """Give an affiliated person another role. The last representative stays one."""
    lock_people_of(affiliation.organisation)
    affiliation = Affiliation.objects.select_related("person", "organisation").get(pk=affiliation.pk)
    if role == affiliation.role:
        return affiliation
    keep_a_representative(affiliation, timezone.now())
    affiliation.role = role
    affiliation.save(update_fields=["role"])
    log_change(affiliation, "affiliation.changed", by=by)
    return affiliation


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


def log_change(affiliation: Affiliation, verb: str, *, by: Any, reason: str = "") -> None:
    audit.record(
        verb,
        affiliation.organisation,
        by=by,
        reason=reason,
        after={"person": str(affiliation.person.uuid), "role": affiliation.role},
        country=affiliation.organisation.country_id,
    )
