"""The network's word that somebody took part."""

from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.codes import new_code
from events.messages import tell
from events.models import Certificate, Event, Registration
from events.queries import to_certify
from events.states import CertificateState, RegistrationState
from network.core import audit
from network.core.errors import DomainError
from network.core.transitions import locked_row, transition

from .registrations import locked_pool


@transaction.atomic
def issue_certificate(registration: Registration, *, by: Any) -> Certificate:
    """Certify that the person of the registration attended, and tell them. Issuing twice gives the same certificate."""
    locked_pool(registration.pool)
    registration = locked_row(registration)
    if already := registration.certificates.issued().first():
        return already
    if registration.state != RegistrationState.ATTENDED or registration.person is None:
        raise DomainError(_("Only people who attended get a certificate."))
    certificate = Certificate.objects.create(
        code=new_code(), registration=registration, issued_by=by, **snapshot(registration)
    )
    audit.record("certificate.issued", certificate, by=by, country=registration.event.country_id)
    tell(registration, "certificate_issued", certificate=certificate)
    return certificate


def snapshot(registration: Registration) -> dict[str, Any]:
    """Everything a certificate says, in the language of the person, as it is now."""
    event, person = registration.event, registration.person
    assert person is not None  # checked by the caller
    page = event.page_for(person.language)
    with translation.override(person.language):
        place = ", ".join(str(part) for part in (event.municipality, event.country) if part) or str(
            event.get_mode_display()
        )
        return {
            "language": person.language,
            "person_name": person.full_name,
            "event_title": page.title if page else event.name,
            "kind": str(event.get_kind_display()),
            "starts_on": event.starts_local.date(),
            "ends_on": event.ends_local.date(),
            "place": place,
            "minutes": page.counted_minutes if page else 0,
            "accreditation_number": event.accreditation_number,
            "hosts": [host.name for host in event.hosts.all()],
        }


def issue_certificates(event: Event, *, by: Any) -> int:
    """Certify everybody who attended and has none yet; says how many. Each is a step of its own: repeating goes on."""
    waiting = list(to_certify(event))
    for registration in waiting:
        issue_certificate(registration, by=by)
    return len(waiting)


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, by: Any, reason: str) -> Certificate:
    """Take a certificate back; its page says so from now on."""
    return transition(certificate, CertificateState.REVOKED, by=by, reason=reason, ended_at=timezone.now())
