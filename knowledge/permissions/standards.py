"""Who keeps the standards."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    pass


def can_keep_standards(user: Any) -> bool:
    """Draft, adopt and relate standards, keep what countries license: editors and the secretariat."""
    return user.is_authenticated and user.has_role("editor", "secretariat")
