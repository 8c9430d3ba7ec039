"""The licences of service providers: written down by the organisation, confirmed by a coordinator."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Licence, Organisation, ServiceType
from members.permissions import belongs_to
from members.states import LicenceState
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.middleware.page_cache import bump_after_commit
from network.core.models import Country

from .organisations import locked


@transaction.atomic
def save_licence(
    organisation: Organisation, *, service: ServiceType, country: Country, by: Any, **facts: Any
) -> Licence:
    """Write down how far the organisation has come with one licence. A change takes an earlier confirmation away."""
    organisation = locked(organisation)
    licence, is_new = Licence.objects.get_or_create(
        organisation=organisation, service=service, country=country, defaults=facts
    )
    before = {} if is_new else as_logged(licence)
    if not is_new:
        for name, value in facts.items():
            setattr(licence, name, value)
        if as_logged(licence) == before:
            return licence
        licence.confirmed_at = licence.confirmed_by = None
        licence.save()
    record("licence.saved", licence, by=by, before=before, after=as_logged(licence))
    return licence


@transaction.atomic
def remove_licence(licence: Licence, *, by: Any) -> None:
    locked(licence.organisation)
    record("licence.removed", licence, by=by, before=as_logged(licence))
    licence.delete()


@transaction.atomic
def confirm_licence(licence: Licence, *, by: Any) -> Licence:
    """A coordinator has seen the document. Confirming twice changes nothing."""
    locked(licence.organisation)
    licence = Licence.objects.select_related("organisation", "service", "country").get(pk=licence.pk)
    if belongs_to(by, licence.organisation):
        raise NotAllowed(_("You belong to this organisation: a colleague must confirm its licences."))
    if licence.effective_state != LicenceState.LICENSED:
        raise DomainError(_("Only a licence in force can be confirmed."))
    if licence.confirmed_at is None:
        licence.confirmed_at, licence.confirmed_by = timezone.now(), by
        licence.save(update_fields=["confirmed_at", "confirmed_by"])
        record("licence.confirmed", licence, by=by, after=as_logged(licence))
    return licence


def record(verb: str, licence: Licence, **what: Any) -> None:
    """Into the log of the organisation, and out of every kept page."""
    audit.record(verb, licence.organisation, **what)
    bump_after_commit()


def as_logged(licence: Licence) -> dict[str, Any]:
    return {
        "service": licence.service.slug,
        "country": licence.country_id,
        "state": str(licence.state),
        "number": licence.number,
        "authority": licence.authority,
        "valid_from": str(licence.valid_from or ""),
        "valid_until": str(licence.valid_until or ""),
    }
