"""Background work of the ground floor."""

from django_tasks import task

from . import outbox


@task()
def deliver_outbox() -> int:
    """Send the messages that wait; how many were sent."""
    return outbox.send_outbox()
