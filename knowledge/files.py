"""Who may read the files that belong to knowledge; asked at each download."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from knowledge.models import CaseStudy, Evidence, Resource
from knowledge.permissions import can_read_document, can_see_picture, can_see_resource
from network.core.models import PrivateFile

RESOURCE = "library-resource"
RESOURCE_TYPES = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp")
RESOURCE_BYTES = 25 * 1024 * 1024
EVIDENCE = "report-evidence"
EVIDENCE_TYPES = ("pdf", "docx", "xlsx", "odt", "ods", "jpg", "jpeg", "png")
EVIDENCE_BYTES = 15 * 1024 * 1024


def may_read_picture(user: Any, file: PrivateFile) -> bool:
    """`user` None asks whether everybody may."""
    study = CaseStudy.objects.filter(pk=file.owner_id).first()
    return study is not None and can_see_picture(user or AnonymousUser(), study, str(file.pk))


def may_read_version(user: Any, file: PrivateFile) -> bool:
    """A file of the library is everybody's once the resource is published."""
    resource = Resource.objects.filter(pk=file.owner_id).first()
    return resource is not None and can_see_resource(user or AnonymousUser(), resource)


def may_read_document(user: Any, file: PrivateFile) -> bool:
    evidence = Evidence.objects.filter(file=file).first()
    return evidence is not None and can_read_document(user or AnonymousUser(), evidence)
