"""The documents of an application and the logos of organisations: what they may be, and who sees them."""

from typing import Any

from network.core.models import PrivateFile
from network.core.uploads import register_purpose

from .checklist import BY_PURPOSE
from .models import MembershipApplication, Organisation

TYPES = ("pdf", "jpg", "jpeg", "png", "docx", "odt")
MAX_BYTES = 10 * 1024 * 1024
LOGO = "organisation_logo"
LOGO_TYPES = ("jpg", "jpeg", "png", "webp")
LOGO_MAX_BYTES = 2 * 1024 * 1024


def may_read_document(user: Any, file: PrivateFile) -> bool:
    """Whoever sees the application: its applicant, and the coordinator once it was handed in."""
    return MembershipApplication.objects.visible_to(user).filter(pk=file.owner_id).exists()


register_purpose(
    "registry-import", types=("csv", "xlsx"), max_bytes=2 * 1024 * 1024, may_read=lambda user, file: False
)  # read at once and never kept


for purpose in BY_PURPOSE:
    register_purpose(purpose, types=TYPES, max_bytes=MAX_BYTES, may_read=may_read_document)


def may_see_logo(user: Any, file: PrivateFile) -> bool:
    """Whoever sees the organisation."""
    return Organisation.objects.visible_to(user).filter(pk=file.owner_id).exists()


register_purpose(LOGO, types=LOGO_TYPES, max_bytes=LOGO_MAX_BYTES, may_read=may_see_logo)
