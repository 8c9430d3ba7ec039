"""The documents of an application: what they may be, and who reads them."""

from typing import Any

from network.core.models import PrivateFile
from network.core.uploads import register_purpose

from .checklist import BY_PURPOSE
from .models import MembershipApplication

TYPES = ("pdf", "jpg", "jpeg", "png", "docx", "odt")
MAX_BYTES = 10 * 1024 * 1024


def may_read_document(user: Any, file: PrivateFile) -> bool:
    """Whoever sees the application: its applicant, and the coordinator once it was handed in."""
    return MembershipApplication.objects.visible_to(user).filter(pk=file.owner_id).exists()


for purpose in BY_PURPOSE:
    register_purpose(purpose, types=TYPES, max_bytes=MAX_BYTES, may_read=may_read_document)
