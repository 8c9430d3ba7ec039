"""Giving and taking what a person may do for the network."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.emails import tell_person
from members.groups import sync_groups
from members.models import RoleGrant, User
from members.roles import MEANING, Role
from network.core import audit
from network.core.errors import DomainError
from network.core.models import Country


@transaction.atomic
def grant_role(
    person: User,
    *,
    role: str,
    country: Country | None = None,
    by: Any,
    valid_from: datetime | None = None,
    until: datetime | None = None,
) -> RoleGrant:
    """Give `person` the role, from now or a later moment on, and the admin's rights that go with it.

    A role held already, or promised for the same time, stays as it is.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.is_active:
        raise DomainError(_("This account is closed."))
    begin = valid_from or timezone.now()
    held = person.role_grants.not_over(begin).filter(role=role, country=country).order_by("valid_from").first()
    if held and (until is None or held.valid_from < until):
        return held
    grant = RoleGrant(person=person, role=role, country=country, valid_from=begin, until=until, given_by=by)
    try:
        grant.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    grant.save()
    sync_groups(person)
    audit.record("role.granted", person, by=by, after=as_said(grant), country=grant.country_id)
    tell_of_role(grant, gettext_lazy("You were given a role in the network: {role}"), by=by)
    return grant


@transaction.atomic
def end_role(grant: RoleGrant, *, by: Any, reason: str = "") -> RoleGrant:
    """Take the role back as of now; one that has not begun never does. Ending it twice is an error."""
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    now = timezone.now()
    if grant.until is not None and grant.until <= now:
        raise DomainError(_("This role has ended already."))
    grant.until = max(now, grant.valid_from + timedelta(microseconds=1))
    grant.save(update_fields=["until"])
    sync_groups(grant.person)
    audit.record("role.ended", grant.person, by=by, reason=reason, before=as_said(grant), country=grant.country_id)
    tell_of_role(grant, gettext_lazy("Your role in the network has ended: {role}"), by=by)
    return grant


def tell_of_role(grant: RoleGrant, sentence: Any, *, by: Any) -> None:
    if by is not None and by.pk != grant.person_id:
        told = format_lazy(sentence, role=Role(grant.role).label)
        tell_person(grant.person, told, by=by, text=MEANING[Role(grant.role)], link=reverse("account-settings"))


def as_said(grant: RoleGrant) -> dict[str, str]:
    until = {"until": grant.until.date().isoformat()} if grant.until else {}
    return {"role": grant.role, "country": grant.country_id or "", "from": grant.valid_from.date().isoformat(), **until}
