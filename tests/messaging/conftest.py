"""What tests of rooms share."""

from collections.abc import Callable

import pytest

from network.core.models import AuditEntry


@pytest.fixture
def audit_lines(db: None) -> Callable[[], list[tuple[str, str, str]]]:
    """`audit_lines()`: verb, person and reason of everything logged so far."""
    return lambda: list(AuditEntry.objects.order_by("pk").values_list("verb", "actor_name", "reason"))
