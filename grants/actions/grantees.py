"""What every step of an agreement does: see that its manager may take it, and tell the grantee."""

from typing import Any

from django.utils.translation import gettext as _

from grants.agreement_permissions import can_manage_agreement
from grants.models import Agreement
from grants.permissions import writers_of
from network.core.errors import NotAllowed
from network.core.mail import notify


def require_manager(by: Any, agreement: Any) -> None:
    if not can_manage_agreement(by, agreement):
        raise NotAllowed(_("You belong to the grantee, so somebody else must do this."))


def tell_grantee(what: str, agreement: Agreement, *, link: str = "", kind: str = "grants", **context: Any) -> None:
    """Mail the grantee's representatives and editors, and notify them on the site."""
    notify(
        writers_of(agreement.organisation),
        f"grants/mail/{what}",
        {"agreement": agreement, "award": agreement.award, **context},
        kind=kind,
        link=link or agreement.get_absolute_url(),
    )
