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
from network.core import audit
from network.core.errors import DomainError
from network.core.transitions import transition

from .organisations import register_organisation

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

    Raises DomainError with the row's number. Entering twice is refused by the transition.
    """
    found = RegistryImport.objects.select_for_update().get(pk=found.pk)
    if not found.can_run:
        raise DomainError(_("There is nothing here that could be entered."))
    fresh = [row for row in found.rows if row["verdict"] == "new"]
    vocabularies = {name: {w.slug: w for w in model.objects.all()} for name, model in VOCABULARIES.items()}
    entered = []
    for done, row in enumerate(fresh, start=1):
        facts = {**row["facts"]}
        facts["country_id"], facts["municipality_id"] = facts.pop("country"), facts.pop("municipality")
        words = {name: [vocabularies[name][slug] for slug in slugs] for name, slugs in row["words"].items()}
        try:
            entered.append(register_organisation(by=by, words=words, **facts).pk)
        except DomainError as problem:
            said = _("Row %(number)d: %(problem)s Nothing was entered.")
            raise DomainError(said % {"number": row["number"], "problem": problem}) from problem
        cache.set(progress_key(found), (done, len(fresh)), WHILE_IT_RUNS)
    return transition(found, ImportState.DONE, by=by, entered=entered, finished_at=timezone.now())


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
    for body in bodies:
        audit.record("organisation.removed", body, by=by, reason=str(found))
        body.delete()
    return transition(found, ImportState.UNDONE, by=by)


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


def progress_key(found: RegistryImport) -> str:
    return f"registry-import:{found.uuid}"
