"""Giving and taking what a person may do for the network."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.groups import sync_groups
from members.models import RoleGrant, User
from network.core import audit
from network.core.errors import DomainError
from network.core.models import Country


@transaction.atomic
def grant_role(person: User, *, role: str, country: Country | None = None, by: Any, until: Any = None) -> RoleGrant:
    """Give `person` the role from now on and the admin's rights that go with it. A role held already stays as it is."""
    person = User.objects.select_for_update().get(pk=person.pk)
    held = person.role_grants.current(timezone.now()).filter(role=role, country=country).first()
    if held:
        return held
    grant = RoleGrant(person=person, role=role, country=country, until=until, given_by=by)
    try:
        grant.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    grant.save()
    sync_groups(person)
    audit.record("role.granted", person, by=by, after=as_said(grant), country=grant.country_id)
    return grant


@transaction.atomic
def end_role(grant: RoleGrant, *, by: Any, reason: str = "") -> RoleGrant:
    """Take the role back as of now. Ending it twice is an error."""
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    now = timezone.now()
    if grant.until is not None and grant.until <= now:
        raise DomainError(_("This role has ended already."))
    grant.until = max(now, grant.valid_from + timedelta(microseconds=1))
    grant.save(update_fields=["until"])
    sync_groups(grant.person)
    audit.record("role.ended", grant.person, by=by, reason=reason, before=as_said(grant), country=grant.country_id)
    return grant


def as_said(grant: RoleGrant) -> dict[str, str]:
    return {"role": grant.role, "country": grant.country_id or ""}
