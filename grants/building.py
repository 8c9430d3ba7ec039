"""Builds a dossier that was asked for, telling how far it has come."""

import hashlib
import tempfile
from typing import Any

from django.core.files import File
from django.utils import timezone

from network.core.models import PrivateFile
from network.core.transitions import transition

from .dossiers import write_dossier
from .models import Dossier
from .models.audits import DossierState
from .queries.dossiers import items_of

STEPS = 20
"""How often the progress is written down, however many files there are."""


def build(uuid: str) -> int:
    """Gather, write and keep a dossier. A second worker that is handed the same one does nothing.

    What fails leaves the dossier marked as failed, to be asked for again.
    """
    dossier = Dossier.objects.select_related("call", "agreement").get(uuid=uuid)
    if dossier.state in (DossierState.READY, DossierState.BUILDING):
        return 0
    transition(dossier, DossierState.BUILDING, by=None)
    try:
        items = items_of(dossier)
        tell(dossier, done=0, total=len(items))
        step = max(1, len(items) // STEPS)

        def progress(number: int) -> None:
            if number % step == 0 or number == len(items):
                tell(dossier, done=number)

        with tempfile.TemporaryFile() as target:
            made = f"{timezone.now():%Y-%m-%d %H:%M} UTC"
            write_dossier(target, items, title=f"{dossier.scope}", made=made, progress=progress)
            file = keep(dossier, target)
    except Exception:
        transition(dossier, DossierState.FAILED, by=None)
        raise
    transition(dossier, DossierState.READY, by=None, file=file)
    return len(items)


def tell(dossier: Dossier, **figures: int) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(**figures)


def keep(dossier: Dossier, target: Any) -> PrivateFile:
    """Put the ZIP on the private shelf. It comes from inside, so no upload rule is asked."""
    size = target.tell()
    target.seek(0)
    digest = hashlib.file_digest(target, "sha256").hexdigest()
    target.seek(0)
    name = f"{dossier.scope}-dossier.zip"
    return PrivateFile.objects.create(
        purpose="grant-dossier",
        owner_type=dossier._meta.label_lower,
        owner_id=str(dossier.pk),
        file=File(target, name=name),
        name=name,
        content_type="application/zip",
        size=size,
        sha256=digest,
    )
