"""Who did what to which object, when and why: written by every action, in its own transaction, and never changed."""

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
    return AuditEntry.objects.create(
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
