"""Who carries a project out together with the applicant: named in the draft, told at once, frozen with it."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from grants.models import Application, Partner
from grants.permissions import writers_of
from network.core import audit
from network.core.errors import DomainError
from network.core.mail import notify

from .drafts import locked_draft

MOST_PARTNERS = 6


def name_partner(application: Application, organisation: Any, *, role: str, by: Any) -> Partner:
    """Name a partner in a draft and tell its people. Raises DomainError: not twice in one call, and not oneself."""
    if organisation.pk == application.organisation_id:
        raise DomainError(_("Your organisation leads the application; it cannot be its own partner."))
    if not organisation.is_listed:
        raise DomainError(_("Only organisations of the directory can be partners."))
    try:
        return write_partner(application, organisation, role, by)
    except IntegrityError as taken:
        raise DomainError(
            _("%(organisation)s is a partner of an application in this call already.") % {"organisation": organisation}
        ) from taken


@transaction.atomic
def write_partner(application: Application, organisation: Any, role: str, by: Any) -> Partner:
    draft = locked_draft(application)
    if draft.partners.count() >= MOST_PARTNERS:
        raise DomainError(_("An application has at most %(number)d partners.") % {"number": MOST_PARTNERS})
    partner = Partner.objects.create(
        application=draft, call_id=draft.call_id, organisation=organisation, role=role.strip(), named_by=by
    )
    audit.record("application.partner_named", draft, by=by, after={"partner": str(organisation)})
    notify(
        writers_of(organisation),
        "grants/mail/partner",
        {"application": draft, "call": draft.call, "partner": partner},
        kind="grants",
    )
    return partner


@transaction.atomic
def remove_partner(partner: Partner, *, by: Any) -> None:
    """Take a partner out of a draft."""
    draft = locked_draft(partner.application)
    audit.record("application.partner_removed", draft, by=by, before={"partner": str(partner.organisation)})
    partner.delete()
