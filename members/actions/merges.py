"""Two entries that are one: everything that points at the one goes over to the other."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.groups import sync_groups
from members.holdings import holdings, keys_to
from members.models import Affiliation, Membership, Merge, Organisation, User
from members.queries.merges import hindrances
from network.core import audit, search
from network.core.errors import DomainError
from network.core.models import PrivateFile

from .organisations import refresh_listing

FILLED = (
    "name_en",
    "acronym",
    "municipality",
    "address",
    "register_name",
    "register_number",
    "registered_on",
    "tax_number",
    "legal_form",
    "founded_year",
    "staff_band",
    "volunteer_band",
    "website",
    "email",
    "phone",
)
"""Facts that the kept entry takes over where it has none. Never `precision` or the consent: those are the kept one's."""
SIGNING_IN = frozenset({"account.EmailAddress.user", "mfa.Authenticator.user", "usersessions.UserSession.user"})
"""What belongs to the account that goes and to nobody else."""


@transaction.atomic
def merge_organisations(kept: Organisation, gone: Organisation, *, by: Any) -> Merge:
    """Carry every row that points at `gone` over to `kept`, fill the gaps of `kept`, and take `gone` out.

    Rows that `kept` has already (the same person, a period that overlaps) are dropped and counted. A suspension goes
    over and holds. Cannot be undone. Raises DomainError for what must not change hands.
    """
    kept, gone = locked_pair(Organisation, kept, gone)
    refuse_hindered(kept, gone, by)
    facts = facts_of(gone)
    end_doubled_people(kept, gone)
    dropped = {"members.Membership.organisation": drop_overlapping(kept, gone)}
    if kept.suspensions.in_force().exists():
        gone.suspensions.in_force().update(lifted_at=timezone.now(), lifted_by=by)
    moved = carry(Organisation, kept, gone, dropped)
    Organisation.objects.filter(pk=gone.pk).update(register_number="", register_key="")
    gone_slug, gone_uuid, gone_name, gone_id = gone.slug, gone.uuid, gone.name, gone.pk
    gone.delete()
    fill_gaps(kept, facts)
    refresh_listing(kept)
    return remember("organisation", kept, gone_id, gone_uuid, gone_name, facts, moved, dropped, by=by, slug=gone_slug)


@transaction.atomic
def merge_people(kept: User, gone: User, *, by: Any) -> Merge:
    """Carry every row that points at the account `gone` over to `kept`, and take `gone` out.

    Ways of signing in are not carried: `kept` signs in as before. Cannot be undone.
    """
    kept, gone = locked_pair(User, kept, gone)
    refuse_hindered(kept, gone, by)
    facts = {"email": gone.email, "full_name": gone.full_name}
    for held in holdings():
        if held.key in SIGNING_IN:
            held.of(gone).delete()
    for affiliation in gone.affiliations.in_force():
        keep_stronger(
            kept.affiliations.in_force().filter(organisation=affiliation.organisation_id).first(), affiliation
        )
    withdraw_doubled_consents(kept, gone)
    dropped: dict[str, int] = {}
    moved = carry(User, kept, gone, dropped)
    gone_uuid, gone_name, gone_id = gone.uuid, gone.full_name, gone.pk
    gone.delete()
    sync_groups(kept)
    return remember("person", kept, gone_id, gone_uuid, gone_name, facts, moved, dropped, by=by)


def carry(target: type[models.Model], kept: Any, gone: Any, dropped: dict[str, int]) -> dict[str, int]:
    """Point every row at `kept` instead of `gone`; a row that `kept` has already is deleted. Gives what moved."""
    moved: dict[str, int] = {}
    for model, field in keys_to(target):
        key = f"{model._meta.label}.{field.name}"
        for pk in list(model._base_manager.filter(**{field.attname: gone.pk}).values_list("pk", flat=True)):
            row = model._base_manager.filter(pk=pk)
            try:
                with transaction.atomic():
                    row.update(**{field.attname: kept.pk})
                    moved[key] = moved.get(key, 0) + 1
            except IntegrityError as problem:
                if not is_duplicate(problem):
                    said = _("Some rows of “%(name)s” must not change hands. Keep it, and merge the other into it.")
                    raise DomainError(said % {"name": gone}) from problem
                row.delete()
                dropped[key] = dropped.get(key, 0) + 1
    label = target._meta.label_lower
    files = PrivateFile.objects.filter(owner_type=label, owner_id=str(gone.pk)).update(owner_id=str(kept.pk))
    if files:
        moved["core.PrivateFile.owner_id"] = files
    for key in [key for key, number in dropped.items() if not number]:
        del dropped[key]
    return moved


def is_duplicate(problem: IntegrityError) -> bool:
    """Whether the database said "there is one already", and nothing else."""
    return "unique constraint" in str(problem).lower()


def locked_pair(model: Any, kept: Any, gone: Any) -> tuple[Any, Any]:
    """Both rows, locked in the order of their numbers, so that two merges never wait for each other."""
    if kept.pk == gone.pk:
        raise DomainError(_("Choose two different entries."))
    found = {row.pk: row for row in model.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")}
    if len(found) < 2:
        raise DomainError(_("One of them is no longer there."))
    return found[kept.pk], found[gone.pk]


def refuse_hindered(kept: Any, gone: Any, by: Any) -> None:
    found = hindrances(kept, gone, by)
    if found:
        raise DomainError(" ".join(found))


def end_doubled_people(kept: Organisation, gone: Organisation) -> None:
    """Who belongs to both belongs once, in the stronger of the two roles."""
    now = timezone.now()
    here = {one.person_id: one for one in Affiliation.objects.current(now).filter(organisation=kept)}
    for there in Affiliation.objects.current(now).filter(organisation=gone):
        keep_stronger(here.get(there.person_id), there)


def keep_stronger(here: Affiliation | None, there: Affiliation) -> None:
    if here is None:
        return
    strength = ["representative", "editor", "member"]
    here.role = min(here.role, there.role, key=strength.index)
    here.save(update_fields=["role"])
    there.until = max(timezone.now(), there.valid_from)
    there.save(update_fields=["until"])


def withdraw_doubled_consents(kept: User, gone: User) -> None:
    """What both agreed to stays agreed to once; what only the account that goes agreed to goes over with it."""
    both = kept.consents.given().values("purpose")
    gone.consents.given().filter(purpose__in=both).update(withdrawn_at=timezone.now())


def drop_overlapping(kept: Organisation, gone: Organisation) -> int:
    """Periods of the one that goes count only where the other has none."""
    dropped = 0
    for period in gone.memberships.all():
        if kept.memberships.overlapping(period.valid_from, period.valid_until).exists():
            Membership.objects.filter(pk=period.pk).delete()
            dropped += 1
    return dropped


def fill_gaps(kept: Organisation, facts: dict[str, Any]) -> None:
    """Texts and facts that the kept one lacks. SECURITY: an address comes only along where the precision hides it not less."""
    for name in FILLED:
        column = kept._meta.get_field(name).attname  # type: ignore[union-attr]
        if not getattr(kept, column) and facts.get(column):
            setattr(kept, column, facts[column])
    for name in ("summaries", "descriptions"):
        setattr(kept, name, {**facts[name], **getattr(kept, name)})
    if facts["precision"] == "hidden":
        kept.precision = "hidden"
    kept.save()
    search.refresh(kept)


def facts_of(body: Organisation) -> dict[str, Any]:
    """The row as it was."""
    return {field.attname: getattr(body, field.attname) for field in body._meta.concrete_fields}


def remember(
    kind: str,
    kept: Any,
    gone_id: int,
    gone_uuid: Any,
    gone_name: str,
    facts: dict[str, Any],
    moved: dict[str, int],
    dropped: dict[str, int],
    *,
    by: Any,
    slug: str = "",
) -> Merge:
    """Old addresses of earlier merges into the one that goes now lead to the one that stays."""
    Merge.objects.filter(kind=kind, kept_id=gone_id).update(kept_id=kept.pk)
    merge = Merge.objects.create(
        kind=kind,
        kept_id=kept.pk,
        gone_id=gone_id,
        gone_uuid=gone_uuid,
        gone_slug=slug,
        gone_name=gone_name[:255],
        gone_facts=plain(facts),
        moved=moved,
        dropped=dropped,
        merged_by=by,
    )
    audit.record(f"{kind}.merged", kept, by=by, before={"gone": gone_name}, after={"moved": moved, "dropped": dropped})
    return merge


def plain(facts: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps(facts, cls=DjangoJSONEncoder))
