"""What changes an organisation: its registration, its profile, and with them whether the public sees it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.days import days_from, today
from members.models import MEMBER_KINDS, Organisation
from members.states import IN_GOOD_STANDING, Period, effective_state, good_until
from network.core import audit, search
from network.core.errors import DomainError
from network.core.middleware.page_cache import bump_after_commit
from network.core.text import fold_words

WORDS = ("themes", "target_groups", "services", "work_languages")
TAKEN = gettext_lazy("An organisation with this register number is in the network already.")
BATCH = 100
LOGGED = ("name", "name_en", "kind", "precision", "consents_to_listing", "register_number")


class NumberTaken(DomainError):
    """Somebody else has this register number; `place` tells which of those that were to be entered has it too."""

    def __init__(self, place: int) -> None:
        super().__init__(str(TAKEN))
        self.place = place


@dataclass(frozen=True)
class Registration:
    """An organisation that is to enter the registry, and its words by the name of their field."""

    organisation: Organisation
    words: dict[str, Any] = field(default_factory=dict)


def register_organisation(*, by: Any, words: dict[str, Any] | None = None, **facts: Any) -> Organisation:
    """Enter an organisation into the registry. Raises DomainError when its register number is in it already."""
    return register_organisations([Registration(Organisation(**facts), words or {})], by=by)[0]


@transaction.atomic
def register_organisations(
    registrations: Sequence[Registration], *, by: Any, tell: Callable[[int], None] | None = None
) -> list[Organisation]:
    """Enter them all or none, in a number of queries that grows with the batches and not with the organisations.

    They can be found after the commit, batch by batch: learning the words of all in this transaction would make it wait
    for others who learn words, and them for it. `tell` hears after each batch how many have come in. Raises NumberTaken when the register number of one is taken.
    """
    taken = set(Organisation.objects.values_list("slug", flat=True)) if len(registrations) > 1 else None
    entered: list[Organisation] = []
    for start in range(0, len(registrations), BATCH):
        batch = registrations[start : start + BATCH]
        bodies = [registration.organisation for registration in batch]
        for body in bodies:
            if taken is not None:
                body.slug = body.slug or body.free_slug(taken)
                taken.add(body.slug)
            body.fill_derived()
            body.is_listed, body.listed_until = listing(body, [], suspended=False, day=today())
        insert(bodies, start)
        for name in WORDS:
            add_words(name, batch)
        transaction.on_commit(partial(search.refresh_all, bodies))
        audit.record_all("organisation.registered", bodies, by=by, after=as_logged)
        entered += bodies
        if tell:
            tell(len(entered))
    bump_after_commit()
    return entered


def insert(bodies: list[Organisation], start: int) -> None:
    refuse_taken(bodies, start)
    try:
        with transaction.atomic():
            Organisation.objects.bulk_create(bodies)
    except IntegrityError:
        refuse_taken(bodies, start)  # somebody else was faster
        raise


def refuse_taken(bodies: list[Organisation], start: int = 0) -> None:
    """NumberTaken when one has a number that another has in the same register, however that register is written."""
    keys = {body.register_key for body in bodies} - {""}
    others = Organisation.objects.filter(register_key__in=keys).exclude(pk__in=[body.pk for body in bodies if body.pk])
    rows = others.values_list("country", "register_name", "register_key") if keys else []
    taken = {(country, fold_words(register), key) for country, register, key in rows}
    for place, body in enumerate(bodies):
        number = (body.country_id, fold_words(body.register_name), body.register_key)
        if body.register_key and number in taken:
            raise NumberTaken(start + place)
        taken.add(number)


def add_words(name: str, batch: Sequence[Registration]) -> None:
    through: Any = getattr(Organisation, name).through
    column = Organisation._meta.get_field(name).m2m_reverse_field_name()  # type: ignore[union-attr]
    through.objects.bulk_create(
        through(organisation_id=registration.organisation.pk, **{f"{column}_id": word.pk})
        for registration in batch
        for word in dict.fromkeys(registration.words.get(name, ()))
    )


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
    organisation.fill_derived()
    refuse_taken([organisation])
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
    organisation.is_listed, organisation.listed_until = listing(organisation, periods, suspended=suspended, day=day)
    organisation.save(update_fields=["is_listed", "listed_until"])
    search.refresh(organisation)  # here and not after commit: whoever is suspended is gone from the search at once
    return organisation.is_listed


def listing(
    organisation: Organisation, periods: Sequence[Period], *, suspended: bool, day: date
) -> tuple[bool, date | None]:
    """Whether the public sees it on `day`, and until when if nothing else happens."""
    end = organisation.terminated_on
    if organisation.kind in MEMBER_KINDS:
        state = effective_state(periods, suspended=suspended, terminated_on=end, today=day)
        in_standing, until = state in IN_GOOD_STANDING, good_until(periods, today=day, terminated_on=end)
    else:
        in_standing, until = not suspended and (end is None or end > day), days_from(end, -1) if end else None
    is_listed = in_standing and organisation.consents_to_listing
    return is_listed, until if is_listed else None


def set_words(organisation: Organisation, words: dict[str, Any]) -> None:
    for name, values in words.items():
        getattr(organisation, name).set(values)


def locked(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def as_logged(organisation: Organisation) -> dict[str, Any]:
    return {name: getattr(organisation, name) for name in LOGGED}
