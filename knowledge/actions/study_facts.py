"""The facts of a study, the same in every language: its author's while nobody reads it, the desk's afterwards."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.models import CaseStudy, Standard
from knowledge.permissions import can_change_facts
from knowledge.states import VersionState
from network.core import audit
from network.core.errors import NotAllowed
from network.core.transitions import locked_row

MANY = ("themes", "target_groups")


@transaction.atomic
def change_facts(study: CaseStudy, *, by: Any, **facts: Any) -> CaseStudy:
    """The desk puts right what readers see of a published study: its themes, place, costs, the standards it shows."""
    locked = locked_row(study)
    if not can_change_facts(by, locked):
        raise NotAllowed(
            _("The desk changes the facts of a published case study; its author writes to the coordinator.")
        )
    write_facts(locked, facts)
    locked.changed_at = locked.harvested_at = timezone.now()
    locked.save()
    audit.record("casestudy.facts_changed", locked, by=by)
    return locked


def set_facts(study: CaseStudy, facts: dict[str, Any]) -> None:
    """Part of saving a draft: facts of a study that readers already see are left alone. The caller saves the study."""
    if not study.is_public:
        write_facts(study, facts)


def write_facts(study: CaseStudy, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        if name in MANY:
            getattr(study, name).set(value)
        elif name == "standards":
            show_standards(study, value)
        else:
            setattr(study, name, value)


def show_standards(study: CaseStudy, standards: Iterable[Standard]) -> None:
    """Link the study with exactly these standards in force, and with the same ones of drafts that will follow them.

    What it showed of versions that were replaced stays: who reads an old version still finds it there.
    """
    wanted = {standard.key for standard in standards}
    current = Standard.objects.filter(section__version__state__in=[VersionState.ADOPTED, VersionState.DRAFT])
    chosen = [one for one in current.select_related("section__version__framework") if one.key in wanted]
    replaced = study.standards.filter(section__version__state=VersionState.RETIRED)
    study.standards.set([*replaced, *chosen])
