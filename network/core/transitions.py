"""The one door through which the state of anything changes.

A model with a state has a CharField `state` and a class attribute `TRANSITIONS`, the table from its `states.py` that
maps each state to the states it may become. Who may ask is the business of the calling action; this module makes sure
that only listed changes happen, one at a time, and that each leaves a trace.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models, transaction
from django.dispatch import Signal

from . import audit
from .errors import TransitionError

M = TypeVar("M", bound=models.Model)

Transitions = dict[str, frozenset[str]]

transitioned = Signal()  # sent after commit with: sender (the model), obj, before, to, by, reason


def transition(
    obj: M, to: str, *, by: Any, reason: str = "", check: Callable[[M], None] | None = None, **changes: Any
) -> M:
    """Bring `obj` into state `to`, as `by` (a user, or None for the system) asked, and return it as stored.

    Locks the row, reads its present state from the database (never from `obj`), refuses with TransitionError what
    `TRANSITIONS` does not list, calls `check` with the locked object (it may raise DomainError), saves the state
    together with `changes`, logs, and sends `transitioned` after commit. `obj` itself is brought up to date.
    """
    with transaction.atomic():
        locked = locked_row(obj)
        before = locked.state  # type: ignore[attr-defined]
        if to not in obj.TRANSITIONS.get(before, frozenset()):  # type: ignore[attr-defined]
            raise TransitionError(refusal(locked, before, to))
        if check:
            check(locked)
        for name, value in {"state": to, **changes}.items():
            setattr(locked, name, value)
        locked.save(update_fields=["state", *changes])
        audit.record(
            f"{obj._meta.model_name}.{to}", locked, by=by, reason=reason, before={"state": before}, after={"state": to}
        )
        for name in ("state", *changes):
            setattr(obj, name, getattr(locked, name))
        transaction.on_commit(
            lambda: transitioned.send(type(obj), obj=locked, before=before, to=to, by=by, reason=reason)
        )
    return obj


def locked_row(obj: M) -> M:
    """The row of `obj` as it now stands in the database, locked until the end of the transaction."""
    return type(obj)._base_manager.select_for_update().get(pk=obj.pk)


def refusal(obj: models.Model, before: str, to: str) -> str:
    from django.utils.translation import gettext as _  # inline: this module is imported while models load

    labels = dict(obj._meta.get_field("state").flatchoices)  # type: ignore[union-attr]
    return _("This is “%(before)s” now and cannot become “%(to)s”.") % {
        "before": labels.get(before, before),
        "to": labels.get(to, to),
    }
