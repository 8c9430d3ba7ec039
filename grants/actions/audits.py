"""Auditors' seats, and dossiers built in the background."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.models import Agreement, AuditorSeat, Call, Dossier
from grants.models.audits import DossierState
from grants.permissions import audits, manages_grants
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.transitions import locked_row

LONGEST_DAYS = 180
"""A seat ends by itself; who needs it longer gets another one."""


@transaction.atomic
def grant_seat(call: Call, person: Any, *, purpose: str, until: datetime, by: Any) -> AuditorSeat:
    """Let somebody read everything of a call until a day, and write nothing. They are told by mail."""
    if not manages_grants(by):
        raise NotAllowed(_("Only those who run the grants give a seat to an auditor."))
    now = timezone.now()
    if not now < until or (until - now).days > LONGEST_DAYS:
        raise DomainError(
            _("A seat ends in the future, within %(days)d days; it can be given again.") % {"days": LONGEST_DAYS}
        )
    Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    if AuditorSeat.objects.current(now).filter(call=call, person=person).exists():
        raise DomainError(_("This person has a seat in this call already."))
    seat = AuditorSeat.objects.create(
        call=call,
        person=person,
        person_name=str(person)[:150],
        purpose=purpose.strip(),
        until=until,
        granted_by_name=str(by)[:150],
    )
    audit.record("auditor_seat.granted", seat, by=by, reason=purpose, after={"until": until.isoformat()})
    context = {"seat": seat, "call": call}
    notify(person, "grants/mail/auditor_seat", context, kind="grants", link=reverse("grants-audit"))
    return seat


@transaction.atomic
def revoke_seat(seat: AuditorSeat, *, by: Any) -> AuditorSeat:
    """End a seat at once. Ending it twice changes nothing."""
    locked = locked_row(seat)
    if locked.revoked_at is None:
        locked.revoked_at = timezone.now()
        locked.save(update_fields=["revoked_at"])
        audit.record("auditor_seat.revoked", locked, by=by)
    return locked


@transaction.atomic
def request_dossier(call: Call, *, agreement: Agreement | None = None, by: Any) -> Dossier:
    """Have a dossier built in the background: of one grant, or of the whole call. One at a time for each."""
    from grants.tasks import build_dossier  # inline: tasks are looked up once the settings are complete

    if not (manages_grants(by) or audits(by, call.pk)):
        raise NotAllowed(_("Only those who run the grants, and auditors, make dossiers."))
    Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    under_way = Dossier.objects.filter(
        call=call, agreement=agreement, state__in=[DossierState.WAITING, DossierState.BUILDING]
    ).first()
    if under_way:
        return under_way
    dossier = Dossier.objects.create(call=call, agreement=agreement, requested_by=by, requested_by_name=str(by)[:150])
    audit.record("agreement.dossier" if agreement else "call.dossier", agreement or call, by=by)
    transaction.on_commit(lambda: build_dossier.enqueue(str(dossier.uuid)), robust=True)
    return dossier
