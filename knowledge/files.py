"""Who may read the files that belong to knowledge; asked at each download."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from knowledge.models import CaseStudy, Resource
from knowledge.permissions import can_see_picture, can_see_resource
from network.core.models import PrivateFile

RESOURCE = "library-resource"
RESOURCE_TYPES = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp")
RESOURCE_BYTES = 25 * 1024 * 1024


def may_read_picture(user: Any, file: PrivateFile) -> bool:
    """`user` None asks whether everybody may."""
    study = CaseStudy.objects.filter(pk=file.owner_id).first()
    return study is not None and can_see_picture(user or AnonymousUser(), study, str(file.pk))


def may_read_version(user: Any, file: PrivateFile) -> bool:
    """A file of the library is everybody's once the resource is published."""
    resource = Resource.objects.filter(pk=file.owner_id).first()
    return resource is not None and can_see_resource(user or AnonymousUser(), resource)
