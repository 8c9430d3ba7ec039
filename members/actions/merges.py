"""Two entries that are one: everything that points at the one goes over to the other."""

import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.groups import sync_groups
from members.holdings import holdings, keys_to
from members.models import Affiliation, Merge, Organisation, User
from members.models.merges import TIME_TO_UNDO, WAY_BACK
from members.queries.merges import hindrances
from network.core import audit, search
from network.core.errors import DomainError
from network.core.models import PrivateFile

from .journals import Journal, walk_back
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
DERIVED = ("is_listed", "listed_until", "sort_key", "folded_text", "bare_name")
SIGNING_IN = frozenset({"account.EmailAddress.user", "mfa.Authenticator.user", "usersessions.UserSession.user"})
"""What belongs to the account that goes and to nobody else."""


@transaction.atomic
def merge_organisations(kept: Organisation, gone: Organisation, *, by: Any) -> Merge:
    """Carry every row that points at `gone` over to `kept`, fill the gaps of `kept`, and take `gone` out.

    Rows that `kept` has already (the same person, a period that overlaps) are dropped and counted. A suspension goes
    over and holds. `undo_merge` takes it back for a while. Raises DomainError for what must not change hands.
    """
    kept, gone = locked_pair(Organisation, kept, gone)
    refuse_hindered(kept, gone, by)
    facts, journal = facts_of(gone), Journal()
    journal.keep([gone])
    end_doubled_people(kept, gone, journal)
    dropped = {"members.Membership.organisation": drop_overlapping(kept, gone, journal)}
    if kept.suspensions.in_force().exists():
        for suspension in gone.suspensions.in_force():
            journal.change(suspension, lifted_at=timezone.now(), lifted_by_id=by.pk if by else None)
    moved = carry(Organisation, kept, gone, dropped, journal)
    Organisation.objects.filter(pk=gone.pk).update(register_number="", register_key="")
    gone_slug, gone_uuid, gone_name, gone_id = gone.slug, gone.uuid, gone.name, gone.pk
    gone.delete()
    fill_gaps(kept, facts, journal)
    refresh_listing(kept)
    merge = remember("organisation", kept, gone_id, gone_uuid, gone_name, facts, moved, dropped, by, gone_slug, journal)
    Merge.objects.filter(pk=merge.pk).update(gone_facts={**merge.gone_facts, WAY_BACK: journal.as_json()})
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, by: Any) -> Organisation:
    """Make two of them again, each with the rows that it had. What was changed or added since stays with the kept one.

    Raises DomainError when it is too late, or when something has taken the place of what would come back.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if not merge.can_be_undone:
        raise DomainError(_("This merge cannot be undone any more."))
    if Merge.objects.organisations().into(merge.kept_id).filter(merged_at__gt=merge.merged_at).exists():
        raise DomainError(_("Undo the later merge first."))
    kept = Organisation.objects.select_for_update().get(pk=merge.kept_id)
    try:
        with transaction.atomic():
            walk_back(merge.gone_facts[WAY_BACK])
            connection.check_constraints()
    except IntegrityError as problem:
        raise DomainError(_("This merge cannot be undone any more: something has taken the place of it.")) from problem
    back = Organisation.objects.get(pk=merge.gone_id)
    kept.refresh_from_db()
    for body in (kept, back):
        body.save()
        refresh_listing(body)
    audit.record("organisation.merge_undone", kept, by=by, after={"gone": back.name})
    merge.delete()
    return back


def forget_ways_back(now: datetime) -> int:
    """What dropped rows said is kept only as long as it can be of use; gives how many merges have become final."""
    final = [merge for merge in Merge.objects.filter(merged_at__lt=now - TIME_TO_UNDO) if WAY_BACK in merge.gone_facts]
    for merge in final:
        merge.make_final()
    return len(final)


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
    journal = Journal()  # of what is not walked back: the ways of signing in are gone
    for affiliation in gone.affiliations.in_force():
        here = kept.affiliations.in_force().filter(organisation=affiliation.organisation_id).first()
        keep_stronger(here, affiliation, journal)
    withdraw_doubled_consents(kept, gone)
    dropped: dict[str, int] = {}
    moved = carry(User, kept, gone, dropped, journal)
    gone_uuid, gone_name, gone_id = gone.uuid, gone.full_name, gone.pk
    gone.delete()
    sync_groups(kept)
    return remember("person", kept, gone_id, gone_uuid, gone_name, facts, moved, dropped, by, "", journal)


def carry(
    target: type[models.Model], kept: Any, gone: Any, dropped: dict[str, int], journal: Journal
) -> dict[str, int]:
    """Point every row at `kept` instead of `gone`; a row that `kept` has already is deleted. Gives what moved."""
    moved: dict[str, int] = {}
    for model, field in keys_to(target):
        key = f"{model._meta.label}.{field.name}"
        for row in list(model._base_manager.filter(**{field.attname: gone.pk})):
            try:
                with transaction.atomic():
                    journal.change(row, **{field.attname: kept.pk})
                    moved[key] = moved.get(key, 0) + 1
            except IntegrityError as problem:
                if not is_duplicate(problem):
                    said = _("Some rows of “%(name)s” must not change hands. Keep it, and merge the other into it.")
                    raise DomainError(said % {"name": gone}) from problem
                journal.delete(row)
                dropped[key] = dropped.get(key, 0) + 1
    for file in PrivateFile.objects.filter(owner_type=target._meta.label_lower, owner_id=str(gone.pk)):
        journal.change(file, owner_id=str(kept.pk))
        moved["core.PrivateFile.owner_id"] = moved.get("core.PrivateFile.owner_id", 0) + 1
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


def end_doubled_people(kept: Organisation, gone: Organisation, journal: Journal) -> None:
    """Who belongs to both belongs once, in the stronger of the two roles."""
    now = timezone.now()
    here = {one.person_id: one for one in Affiliation.objects.current(now).filter(organisation=kept)}
    for there in Affiliation.objects.current(now).filter(organisation=gone):
        keep_stronger(here.get(there.person_id), there, journal)


def keep_stronger(here: Affiliation | None, there: Affiliation, journal: Journal) -> None:
    if here is None:
        return
    strength = ["representative", "editor", "member"]
    journal.change(here, role=min(here.role, there.role, key=strength.index))
    journal.change(there, until=max(timezone.now(), there.valid_from))


def withdraw_doubled_consents(kept: User, gone: User) -> None:
    """What both agreed to stays agreed to once; what only the account that goes agreed to goes over with it."""
    both = kept.consents.given().values("purpose")
    gone.consents.given().filter(purpose__in=both).update(withdrawn_at=timezone.now())


def drop_overlapping(kept: Organisation, gone: Organisation, journal: Journal) -> int:
    """Periods of the one that goes count only where the other has none."""
    dropped = 0
    for period in gone.memberships.all():
        if kept.memberships.overlapping(period.valid_from, period.valid_until).exists():
            journal.delete(period)
            dropped += 1
    return dropped


def fill_gaps(kept: Organisation, facts: dict[str, Any], journal: Journal) -> None:
    """Texts and facts that the kept one lacks. SECURITY: an address comes only along where the precision hides it not less."""
    before = facts_of(kept)
    for name in FILLED:
        column = kept._meta.get_field(name).attname  # type: ignore[union-attr]
        if not getattr(kept, column) and facts.get(column):
            setattr(kept, column, facts[column])
    for name in ("summaries", "descriptions"):
        setattr(kept, name, {**facts[name], **getattr(kept, name)})
    if facts["precision"] == "hidden":
        kept.precision = "hidden"
    kept.save()
    after = {name: value for name, value in facts_of(kept).items() if name not in ("updated_at", *DERIVED)}
    journal.changed(kept, before, after)
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
    by: Any,
    slug: str,
    journal: Journal,
) -> Merge:
    """Old addresses of earlier merges into the one that goes now lead to the one that stays."""
    for earlier in Merge.objects.filter(kind=kind, kept_id=gone_id):
        journal.change(earlier, kept_id=kept.pk)
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
