"""Keeps private files, and takes them away."""

import hashlib
from typing import Any

from django.db import models, transaction

from network.core.models import PrivateFile

from .cleaning import clean_upload


def store(file: Any, *, purpose: str, by: Any, owner: models.Model) -> PrivateFile:
    """Check `file` for `purpose` and keep it as belonging to `owner`.

    Raises UploadRefused (a DomainError) with a sentence. Part of the surrounding transaction: if that is rolled back,
    the bytes stay behind without anything that leads to them.
    """
    clean = clean_upload(file, purpose)
    content = clean.read()
    clean.seek(0)
    return PrivateFile.objects.create(
        purpose=purpose,
        owner_type=owner._meta.label_lower,
        owner_id=str(owner.pk),
        file=clean,
        name=str(clean.name),
        content_type=str(clean.content_type),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by,
    )


@transaction.atomic
def discard(file: PrivateFile) -> None:
    """Forget the file; its bytes go once that is committed."""
    kept = file.file
    storage, name = kept.storage, str(kept.name)
    file.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)
