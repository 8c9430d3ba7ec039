"""Closing the assessment of a call with a recorded ranking, and moving up the reserve list."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.canonical import canonical, fingerprint
from grants.models import Application, Award, Call, RankingRecord
from grants.money import ZERO, display
from grants.permissions import manages_grants
from grants.queries.ranking import entries_of, rules_of
from grants.ranking import rank
from grants.ranking_records import record_of
from grants.states import COMMITTED, ApplicationState, Outcome
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.transitions import transition

from .submissions import tell_writers


@transaction.atomic
def close_assessment(call: Call, *, by: Any, now: datetime | None = None) -> RankingRecord:
    """Record the ranking of a call and bring everything in assessment to “ranked”.

    From then on no assessment can be reopened. Raises DomainError while one is missing or still being written. The
    applications are locked first, so that a reopening at the same instant either comes before, and is seen here, or is
    refused afterwards.
    """
    locked = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    if not manages_grants(by):
        raise NotAllowed(_("Only grants managers close the assessment."))
    waiting = list(
        Application.objects.select_for_update().filter(call=locked, state=ApplicationState.ASSESSMENT).order_by("pk")
    )
    if not waiting:
        raise DomainError(_("No application of this call is being assessed."))
    if refused_early(locked):
        raise DomainError(_("Some applications still wait for their eligibility check."))
    entries, rules = entries_of(locked), rules_of(locked)
    ranking = rank(entries, rules)
    if not ranking.is_complete:
        numbers = ", ".join(row.entry.key for row in ranking.of(Outcome.WAITING)[:10])
        raise DomainError(_("The assessment is not complete: %(numbers)s.") % {"numbers": numbers})
    record = write_record(locked, record_of(entries, rules), by=by, now=now or timezone.now())
    places = {row.entry.key: row.place for row in ranking.rows}
    for application in waiting:
        place = places[str(application.number)]
        reason = _("Place %(place)s.") % {"place": place} if place else _("Below a minimum of the call.")
        transition(application, ApplicationState.RANKED, by=by, reason=reason)
    return record


def refused_early(call: Call) -> bool:
    checking = [ApplicationState.SUBMITTED, ApplicationState.ELIGIBILITY]
    return Application.objects.filter(call=call, state__in=checking).exists()


def write_record(call: Call, data: dict[str, Any], *, by: Any, now: datetime) -> RankingRecord:
    text = canonical(data)
    record = RankingRecord.objects.create(
        call=call,
        number=RankingRecord.objects.filter(call=call).count() + 1,
        text=text,
        sha256=fingerprint(text),
        made_at=now,
        made_by=by,
        made_by_name=str(by)[:150],
    )
    audit.record("call.ranked", call, by=by, after={"number": record.number, "sha256": record.sha256})
    return record


@transaction.atomic
def promote_from_reserve(call: Call, *, by: Any, reason: str) -> Application:
    """Select the next application of the reserve list, in the order of the recorded ranking.

    Nobody is passed over: when the next one does not fit into what is left of the envelope, this is refused. Raises
    DomainError when there is none. One whose country has used up its quota is the only exception, as in the ranking.
    """
    locked = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    if not manages_grants(by):
        raise NotAllowed(_("Only grants managers move up the reserve list."))
    if not reason.strip():
        raise DomainError(_("Write the reason for this step."))
    application = next_in_reserve(locked)
    if application is None:
        raise DomainError(_("Nobody is on the reserve list."))
    left = locked.envelope - committed(locked)
    if application.requested > left:
        raise DomainError(
            _("%(number)s is next and asks for %(amount)s; the envelope has %(left)s left.")
            % {
                "number": application.number,
                "amount": display(application.requested, locked.currency),
                "left": display(left, locked.currency),
            }
        )
    if by.organisations().filter(pk=application.organisation_id).exists():
        raise NotAllowed(_("You belong to the applicant, so somebody else must decide on this application."))
    transition(application, ApplicationState.PROVISIONALLY_SELECTED, by=by, reason=reason.strip())
    tell_writers("decided", application, reason=reason.strip())
    return application


def next_in_reserve(call: Call) -> Application | None:
    """The highest of the last recorded ranking that is on the reserve list and whose country has quota left."""
    record = RankingRecord.objects.filter(call=call).order_by("number").last()
    reserve = {
        application.number: application
        for application in Application.objects.filter(call=call, state=ApplicationState.RESERVE).select_related("call")
    }
    order = [row["number"] for row in record.record["ranking"]] if record else sorted(map(str, reserve))
    quotas = {quota.country: quota.most for quota in call.form.definition.quotas}
    for number in order:
        application = reserve.get(number)
        if application and fits_quota(application, quotas):
            return application
    return None


def fits_quota(application: Application, quotas: dict[str, Decimal]) -> bool:
    most = quotas.get(str(application.country_id))
    return most is None or committed(application.call, application.country_id) + application.requested <= most


def committed(call: Call, country: str = "") -> Decimal:
    """What the call has promised: awarded amounts, and requests of those selected and not yet awarded."""
    selected = Application.objects.filter(call=call, state__in=COMMITTED)
    awards = Award.objects.filter(call=call)
    if country:
        selected, awards = selected.filter(country=country), awards.filter(country=country)
    return sum(selected.values_list("requested", flat=True), ZERO) + sum(awards.values_list("amount", flat=True), ZERO)
