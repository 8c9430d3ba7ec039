"""Who did what to which object, when and why: written by every action, in its own transaction, and never changed."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from .models import AuditEntry


def record(
    verb: str,
    obj: models.Model,
    *,
    by: Any,
    reason: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    country: str | None = None,
) -> AuditEntry:
    """Log that `by` (a user, or None for the system) did `verb` to `obj`.

    `before` and `after` hold what matters of the change and nothing personal beyond it. `country` is the country whose
    coordinators may read the entry; by default the object's own.
    """
    entry = entry_of(verb, obj, by=by, reason=reason, before=before, after=after, country=country)
    entry.save(force_insert=True)
    return entry


def record_all(
    verb: str,
    objects: Iterable[models.Model],
    *,
    by: Any,
    reason: str = "",
    after: Callable[[Any], dict[str, Any]] | None = None,
) -> None:
    """The same for many objects at once, each with its own `after`."""
    AuditEntry.objects.bulk_create(
        [entry_of(verb, obj, by=by, reason=reason, after=after(obj) if after else None) for obj in objects]
    )


def entry_of(
    verb: str,
    obj: models.Model,
    *,
    by: Any,
    reason: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    country: str | None = None,
) -> AuditEntry:
    return AuditEntry(
        actor_id=str(by.pk) if by else "",
        actor_name=str(by) if by else "",
        verb=verb,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_name=str(obj)[:255],
        reason=reason,
        before=before or {},
        after=after or {},
        country_code=country or getattr(obj, "country_id", None) or "",
    )


def history(obj: models.Model) -> models.QuerySet[AuditEntry]:
    """Everything that was done to `obj`, newest first."""
    return AuditEntry.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))
