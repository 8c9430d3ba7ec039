"""Keeping two people apart."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from messaging.doorbell import ring_person
from messaging.models import Block
from messaging.permissions import forget_blocked
from network.core.errors import DomainError


@transaction.atomic
def block_person(person: Any, *, by: Any) -> None:
    """From now on neither can write to the other, and what `person` says in shared rooms is folded away for `by`.

    The other is not told. Idempotent.
    """
    if person.pk == by.pk:
        raise DomainError(_("You cannot block yourself."))
    Block.objects.get_or_create(blocker=by, blocked=person)
    forget_blocked(by)
    for one in (by, person):
        ring_person(one.pk)


@transaction.atomic
def unblock_person(person: Any, *, by: Any) -> None:
    """Take back a block; one by the other stands. Idempotent."""
    Block.objects.filter(blocker=by, blocked=person).delete()
    forget_blocked(by)
    for one in (by, person):
        ring_person(one.pk)
