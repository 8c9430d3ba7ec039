"""What changes an organisation: its profile, its periods of membership, and with them whether the public sees it."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.days import a_year_from, days_from, today
from members.models import MEMBER_KINDS, Membership, Organisation, Suspension
from members.states import IN_GOOD_STANDING, effective_state, good_until
from network.core import audit, search
from network.core.errors import DomainError

WORDS = ("themes", "target_groups", "services", "work_languages")
LOGGED = ("name", "name_en", "kind", "precision", "consents_to_listing", "register_number")


@transaction.atomic
def register_organisation(*, by: Any, words: dict[str, Any] | None = None, **facts: Any) -> Organisation:
    """Enter an organisation into the registry. Raises DomainError when its register number is in it already."""
    organisation = Organisation(**facts)
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        raise DomainError(_("An organisation with this register number is in the network already.")) from error
    set_words(organisation, words or {})
    refresh_listing(organisation)
    audit.record("organisation.registered", organisation, by=by, after=as_logged(organisation))
    return organisation


@transaction.atomic
def save_profile(
    organisation: Organisation, *, by: Any, words: dict[str, Any] | None = None, **facts: Any
) -> Organisation:
    """Store what a representative changed in the public profile, and show or hide it accordingly."""
    organisation = locked(organisation)
    before = as_logged(organisation)
    for name, value in facts.items():
        setattr(organisation, name, value)
    if not organisation.consents_to_listing:
        organisation.is_listed = False
    organisation.save()
    set_words(organisation, words or {})
    refresh_listing(organisation)
    audit.record("organisation.profile_saved", organisation, by=by, before=before, after=as_logged(organisation))
    return organisation


@transaction.atomic
def add_membership(
    organisation: Organisation, *, by: Any, valid_from: date | None = None, valid_until: date | None = None
) -> Membership:
    """Let the organisation be a member for a period; by default a year, from today or from the end of its last one.

    Raises DomainError when the period overlaps another of the same organisation.
    """
    organisation = locked(organisation)
    last = organisation.memberships.order_by("-valid_until").first()
    begin = valid_from or (max(today(), days_from(last.valid_until, 1)) if last else today())
    end = valid_until or a_year_from(begin)
    if organisation.memberships.overlapping(begin, end).exists():
        raise DomainError(_("The organisation is a member in a part of this period already."))
    membership = Membership.objects.create(organisation=organisation, valid_from=begin, valid_until=end, decided_by=by)
    refresh_listing(organisation)
    audit.record("membership.begun", organisation, by=by, after={"from": str(begin), "until": str(end)})
    return membership


@transaction.atomic
def suspend_organisation(organisation: Organisation, *, reason: str, by: Any) -> Suspension:
    """Set the membership aside at once, whatever its dates say, and take the organisation out of everything public."""
    if not reason.strip():
        raise DomainError(_("Say why the organisation is suspended."))
    organisation = locked(organisation)
    if organisation.suspensions.in_force().exists():
        raise DomainError(_("The organisation is suspended already."))
    suspension = Suspension.objects.create(organisation=organisation, reason=reason.strip(), imposed_by=by)
    refresh_listing(organisation)
    audit.record("organisation.suspended", organisation, by=by, reason=reason)
    return suspension


@transaction.atomic
def lift_suspension(organisation: Organisation, *, reason: str = "", by: Any) -> Organisation:
    """Let the dates count again."""
    organisation = locked(organisation)
    lifted = organisation.suspensions.in_force().update(lifted_at=timezone.now(), lifted_by=by)
    if not lifted:
        raise DomainError(_("The organisation is not suspended."))
    refresh_listing(organisation)
    audit.record("organisation.reinstated", organisation, by=by, reason=reason)
    return organisation


def refresh_listing(organisation: Organisation, *, day: date | None = None) -> bool:
    """Bring `is_listed` in line with consent and standing, and the search index with both; says whether it is listed.

    Idempotent; called by every action above and once a day for the dates that have come.
    """
    day = day or today()
    periods = list(organisation.memberships.values_list("valid_from", "valid_until"))
    suspended = organisation.suspensions.in_force().exists()
    if organisation.kind in MEMBER_KINDS:
        state = effective_state(periods, suspended=suspended, terminated_on=organisation.terminated_on, today=day)
        in_standing, until = state in IN_GOOD_STANDING, good_until(periods, today=day)
    else:
        ended = organisation.terminated_on is not None and organisation.terminated_on <= day
        in_standing, until = not suspended and not ended, None
    organisation.is_listed = in_standing and organisation.consents_to_listing
    organisation.listed_until = until if organisation.is_listed else None
    organisation.save(update_fields=["is_listed", "listed_until"])
    search.refresh(organisation)  # here and not after commit: whoever is suspended is gone from the search at once
    return organisation.is_listed


def set_words(organisation: Organisation, words: dict[str, Any]) -> None:
    for name, values in words.items():
        getattr(organisation, name).set(values)


def locked(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def as_logged(organisation: Organisation) -> dict[str, Any]:
    return {name: getattr(organisation, name) for name in LOGGED}
