"""Submitted applications stand as they are, so an organisation that submitted one stays when two are merged."""

from typing import Any

from django.utils.translation import gettext as _

from members.merging import stand_against
from members.models import Organisation

from .models import Application


def submitted_applications(gone: Any) -> str:
    if not isinstance(gone, Organisation):
        return ""
    if not Application.objects.filter(organisation=gone, submitted_at__isnull=False).exists():
        return ""
    return _(
        "%(name)s has submitted applications for grants, which never change hands. Keep it, and merge the other into it."
    ) % {"name": gone.name}


stand_against("grants.submitted", submitted_applications)
