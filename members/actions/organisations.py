"""What changes an organisation: its registration, its profile, and with them whether the public sees it."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.days import days_from, today
from members.models import MEMBER_KINDS, Organisation
from members.states import IN_GOOD_STANDING, effective_state, good_until
from network.core import audit, search
from network.core.errors import DomainError

WORDS = ("themes", "target_groups", "services", "work_languages")
TAKEN = gettext_lazy("An organisation with this register number is in the network already.")
LOGGED = ("name", "name_en", "kind", "precision", "consents_to_listing", "register_number")


@transaction.atomic
def register_organisation(*, by: Any, words: dict[str, Any] | None = None, **facts: Any) -> Organisation:
    """Enter an organisation into the registry. Raises DomainError when its register number is in it already."""
    organisation = Organisation(**facts)
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        raise DomainError(str(TAKEN)) from error
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
def correct_registration(organisation: Organisation, *, reason: str, by: Any, **facts: Any) -> Organisation:
    """Bring what the register says up to date, with a reason that stays in the log.

    Raises DomainError without a reason, or when another organisation has that number in that register.
    """
    if not reason.strip():
        raise DomainError(_("Say where the new facts come from."))
    organisation = locked(organisation)
    before = {name: str(getattr(organisation, name) or "") for name in facts}
    for name, value in facts.items():
        setattr(organisation, name, value)
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        raise DomainError(str(TAKEN)) from error
    refresh_listing(organisation)
    after = {name: str(getattr(organisation, name) or "") for name in facts}
    changed = {name for name in facts if before[name] != after[name]}
    audit.record(
        "organisation.registration_corrected",
        organisation,
        by=by,
        reason=reason.strip(),
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
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
        in_standing = state in IN_GOOD_STANDING
        until = good_until(periods, today=day, terminated_on=organisation.terminated_on)
    else:
        end = organisation.terminated_on
        in_standing, until = not suspended and (end is None or end > day), days_from(end, -1) if end else None
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
