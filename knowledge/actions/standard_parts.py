"""The parts of a draft of standards one by one, beside the table: sections, standards, indicators, requirements."""

from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from knowledge.actions.standards import must_keep
from knowledge.models import FrameworkVersion, Indicator, Remark, Section, Standard
from knowledge.states import VersionState
from network.core import audit
from network.core.errors import DomainError
from network.core.transitions import locked_row

Part = Section | Standard | Indicator | Remark
ABOVE: dict[type[models.Model], str] = {
    Section: "version",
    Standard: "section",
    Indicator: "standard",
    Remark: "indicator",
}
"""What each part belongs to."""


@transaction.atomic
def add_part(model: Any, above: Any, *, version: FrameworkVersion, by: Any, **facts: Any) -> Part:
    """Add a part below `above` as the last one of its kind there. DomainError for a code or number that is taken."""
    locked = must_draft(version, by)
    part = model(**{ABOVE[model]: above, **facts})
    if hasattr(part, "position"):
        part.position = 1 + model.objects.filter(**{ABOVE[model]: above}).count()
    keep(part)
    audit.record("frameworkversion.part_added", locked, by=by, after={"part": str(part)[:200]})
    return part


@transaction.atomic
def change_part(part: Part, *, version: FrameworkVersion, by: Any, **facts: Any) -> Part:
    """Put a part right; texts of other languages stay."""
    locked = must_draft(version, by)
    part = locked_row(part)
    before = str(part)[:200]
    for name, value in facts.items():
        setattr(part, name, {**getattr(part, name), **value} if name in ("titles", "texts") else value)
    keep(part)
    audit.record(
        "frameworkversion.part_changed", locked, by=by, before={"part": before}, after={"part": str(part)[:200]}
    )
    return part


@transaction.atomic
def remove_part(part: Part, *, version: FrameworkVersion, by: Any) -> None:
    """Take a part out of a draft with all that stands below it."""
    locked = must_draft(version, by)
    audit.record("frameworkversion.part_removed", locked, by=by, before={"part": str(part)[:200]})
    part.delete()


def keep(part: Part) -> None:
    try:
        with transaction.atomic():
            part.save()
    except IntegrityError as taken:
        raise DomainError(_("This code or number is taken already.")) from taken


def must_draft(version: FrameworkVersion, by: Any) -> FrameworkVersion:
    must_keep(by)
    locked = locked_row(version)
    if locked.state != VersionState.DRAFT:
        raise DomainError(_("An adopted version never changes. Begin the next one."))
    return locked
