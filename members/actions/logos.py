"""The picture beside an organisation's name."""

from typing import Any

from django.db import transaction

from members.models import Organisation
from members.uploads import LOGO
from network.core import audit, uploads

from .organisations import locked


@transaction.atomic
def set_logo(organisation: Organisation, file: Any, *, by: Any) -> Organisation:
    """Keep the picture, written anew without metadata, in place of the one before."""
    organisation = locked(organisation)
    earlier = organisation.logo
    organisation.logo = uploads.store(file, purpose=LOGO, by=by, owner=organisation)
    organisation.save(update_fields=["logo"])
    if earlier:
        uploads.discard(earlier)
    audit.record("organisation.logo_set", organisation, by=by, after={"sha256": organisation.logo.sha256})
    return organisation


@transaction.atomic
def remove_logo(organisation: Organisation, *, by: Any) -> Organisation:
    """Back to the letters. Removing what is not there changes nothing."""
    organisation = locked(organisation)
    earlier = organisation.logo
    if earlier is None:
        return organisation
    organisation.logo = None
    organisation.save(update_fields=["logo"])
    uploads.discard(earlier)
    audit.record("organisation.logo_removed", organisation, by=by, before={"sha256": earlier.sha256})
    return organisation
