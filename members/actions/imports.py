"""Entering many organisations at once: read, entered, and undone."""

from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.holdings import keys_to
from members.importing import check_rows, read_table
from members.importing.lookups import VOCABULARIES
from members.models import Organisation, RegistryImport
from members.registry_states import ImportState
from network.core import audit, search
from network.core.errors import DomainError
from network.core.middleware.page_cache import bump_after_commit
from network.core.models import Municipality
from network.core.transitions import transition

from .organisations import BATCH, NumberTaken, Registration, register_organisations

WHILE_IT_RUNS = 60 * 10


def read_import(file: Any, *, was_converted: bool, by: Any) -> RegistryImport:
    """Read a table that the upload check has passed, and keep what is to be said about it. Enters nothing."""
    file.seek(0)
    table = read_table(file.name, file.read(), was_converted=was_converted)
    found = RegistryImport.objects.create(
        file_name=file.name[:255], rows=check_rows(table), notes=table.notes, uploaded_by=by
    )
    audit.record("import.read", found, by=by, after=found.counts)
    return found


@transaction.atomic
def enter_import(found: RegistryImport, *, by: Any) -> RegistryImport:
    """Enter every new row, or none: the first that the registry refuses takes back all before it.

    Raises DomainError with the row's number. Entering twice is refused by the transition. How far it has come can be
    read from `progress_of` by everybody, although nobody sees the organisations before all are in.
    """
    found = RegistryImport.objects.select_for_update().get(pk=found.pk)
    if not found.can_run:
        raise DomainError(_("There is nothing here that could be entered."))
    fresh = [row for row in found.rows if row["verdict"] == "new"]
    say_progress(found, 0, len(fresh))
    try:
        entered = register_organisations(
            registrations(fresh), by=by, tell=lambda done: say_progress(found, done, len(fresh))
        )
    except NumberTaken as problem:
        said = _("Row %(number)d: %(problem)s Nothing was entered.")
        raise DomainError(said % {"number": fresh[problem.place]["number"], "problem": problem}) from problem
    keys = [body.pk for body in entered]
    return transition(found, ImportState.DONE, by=by, entered=keys, finished_at=timezone.now())


def registrations(rows: list[dict[str, Any]]) -> list[Registration]:
    """What the report of each row says, as it enters the registry."""
    vocabularies = {name: {w.slug: w for w in model.objects.all()} for name, model in VOCABULARIES.items()}
    towns = Municipality.objects.in_bulk({row["facts"]["municipality"] for row in rows})
    found = []
    for row in rows:
        facts = {**row["facts"], "municipality": towns.get(row["facts"]["municipality"])}
        facts["country_id"] = facts.pop("country")
        words = {name: [vocabularies[name][slug] for slug in slugs] for name, slugs in row["words"].items()}
        found.append(Registration(Organisation(**facts), words))
    return found


@transaction.atomic
def undo_import(found: RegistryImport, *, by: Any) -> RegistryImport:
    """Take the last import's organisations out again, while nobody has done anything with them.

    Raises DomainError for an import that is not the last one, or names those that have been touched since.
    """
    found = RegistryImport.objects.select_for_update().get(pk=found.pk)
    last = RegistryImport.objects.last()
    if found.state != ImportState.DONE or last is None or last.pk != found.pk:
        raise DomainError(_("Only the last import can be undone."))
    bodies = list(Organisation.objects.select_for_update().filter(pk__in=found.entered))
    touched = touched_since(bodies, found.finished_at)
    if touched or len(bodies) < len(found.entered):
        names = ", ".join(body.name for body in touched[:5]) or _("some are gone")
        raise DomainError(
            _("This cannot be undone any more, since these have been used: %(names)s.") % {"names": names}
        )
    take_out(bodies, by=by, reason=str(found))
    return transition(found, ImportState.UNDONE, by=by)


def take_out(bodies: list[Organisation], *, by: Any, reason: str) -> None:
    """Delete them with their words, in batches. Nothing else points at them: their caller has looked.

    Django would ask for each of them every table that could; whatever was overlooked is found by the database, which
    refuses to commit.
    """
    for start in range(0, len(bodies), BATCH):
        batch = bodies[start : start + BATCH]
        audit.record_all("organisation.removed", batch, by=by, reason=reason)
        keys = [body.pk for body in batch]
        for name in VOCABULARIES:
            getattr(Organisation, name).through.objects.filter(organisation__in=keys).delete()
        found: Any = Organisation.objects.filter(pk__in=keys)
        found._raw_delete(found.db)
        search.refresh_all(batch)
    bump_after_commit()


def touched_since(bodies: list[Organisation], moment: Any) -> list[Organisation]:
    """Those that were changed after `moment`, or that anything points at besides their own words."""
    own = {getattr(Organisation, name).through for name in VOCABULARIES}
    keys = [body.pk for body in bodies]
    used: set[int] = set()
    for model, field in keys_to(Organisation):
        if model not in own:
            pointed = model._base_manager.filter(**{f"{field.name}__in": keys})
            used |= set(pointed.values_list(field.attname, flat=True))
    return [body for body in bodies if body.pk in used or body.updated_at > moment]


# --- How far it has come -------------------------------------------------------------------------------------------


def progress_of(found: RegistryImport) -> tuple[int, int] | None:
    """How many of how many rows have been written, while it runs."""
    return cache.get(progress_key(found))


def say_progress(found: RegistryImport, done: int, of: int) -> None:
    """Told at once to whoever asks, unlike the rows: a cache knows nothing of the transaction."""
    cache.set(progress_key(found), (done, of), WHILE_IT_RUNS)


def forget_progress(found: RegistryImport) -> None:
    cache.delete(progress_key(found))


def progress_key(found: RegistryImport) -> str:
    return f"registry-import:{found.uuid}"
