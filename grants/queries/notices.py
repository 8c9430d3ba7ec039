"""Until when questions about a call are taken."""

from datetime import datetime, timedelta
from typing import Any


def questions_until(terms: Any) -> datetime:
    """`terms` is a call, or a page that is not opened yet."""
    return terms.closes_at - timedelta(days=terms.questions_until_days)
