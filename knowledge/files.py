"""Who may read the files that belong to knowledge; asked at each download."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from knowledge.models import CaseStudy
from knowledge.permissions import can_see_picture
from network.core.models import PrivateFile


def may_read_picture(user: Any, file: PrivateFile) -> bool:
    """`user` None asks whether everybody may."""
    study = CaseStudy.objects.filter(pk=file.owner_id).first()
    return study is not None and can_see_picture(user or AnonymousUser(), study, str(file.pk))
