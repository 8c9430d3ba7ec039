"""Who keeps the library."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.models import (
        Resource,
    )


def keeps_library(user: Any) -> bool:
    """Puts things into the library and takes them out: editors and the secretariat."""
    return user.is_authenticated and user.has_role("editor", "secretariat")


def can_see_resource(user: Any, resource: "Resource") -> bool:
    return resource.is_public or keeps_library(user)
