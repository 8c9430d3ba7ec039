"""What the auditor of the decided call finds: a seat with its end, and two dossiers that are ready."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from grants.actions.audits import grant_seat, request_dossier
from grants.models import Call
from members.demo.accounts import account


def fill(call: Call, world: Any) -> None:
    manager = world.users["grants_manager"]
    auditor = account("auditor@example.org", "Irena Revizor Primer", "en", world)
    world.introduce("auditor", auditor, f"auditor of the call {call.code}, for sixty days")
    until = timezone.now() + timedelta(days=60)
    grant_seat(call, auditor, purpose="Expenditure verification for the donor", until=until, by=manager)
    request_dossier(call, by=manager)
    closed = call.agreements.filter(state="closed").first()
    if closed:
        request_dossier(call, agreement=closed, by=manager)
