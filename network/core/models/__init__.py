from network.core.search.models import SearchEntry, SearchTerm

from .audit import AuditEntry
from .geo import Country, Municipality
from .jobs import PeriodicRun
from .mail import Notification, NotificationChoice, OutboxMessage
from .uploads import PrivateFile

__all__ = [
    "AuditEntry",
    "Country",
    "Municipality",
    "Notification",
    "NotificationChoice",
    "OutboxMessage",
    "PeriodicRun",
    "PrivateFile",
    "SearchEntry",
    "SearchTerm",
]
