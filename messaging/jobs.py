"""What returns with the clock: e-mails about what was not read, and letting go of what a room does not keep."""

from datetime import timedelta

from network.core.jobs import periodic

from .actions import let_go_of_old_messages
from .digests import send_digests
from .models import Room


@periodic(every=timedelta(minutes=5))
def write_digests() -> int:
    return send_digests()


@periodic(every=timedelta(days=1))
def let_go_of_what_is_not_kept() -> int:
    """Empty the messages that are older than their room keeps them; gives how many."""
    return sum(let_go_of_old_messages(room) for room in Room.objects.exclude(retention_days=None))
