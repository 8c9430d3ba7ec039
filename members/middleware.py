"""Keeps those whose role demands a second factor out of everything but their account until they proved one."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from members.roles import ADMIN
from network.core.permissions import has_second_factor

ADMIN_PREFIX = "/admin/"
UNGUARDED = frozenset({"account-settings", "account-notifications"})
"""Pages of one's own account, from which the factor is set up."""


class SecondFactorMiddleware:
    """SECURITY: covers every way in, the admin's own included, whatever the view behind it forgets.

    Public pages and the account pages themselves stay open, so that the factor can be set up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        user = request.user
        in_admin = request.path_info.startswith(ADMIN_PREFIX)
        if not user.is_authenticated or not (in_admin or self.is_guarded(request, view)):
            return None
        if user.needs_second_factor and not has_second_factor(request):
            return self.ask_for_factor(request)
        if in_admin and not self.may_enter_admin(user):
            raise Http404
        return None

    def is_guarded(self, request: HttpRequest, view: Any) -> bool:
        door = getattr(view, "door", None)
        name = request.resolver_match.url_name if request.resolver_match else None
        return door is not None and door.kind in ("desk", "signed_in") and name not in UNGUARDED

    def may_enter_admin(self, user: Any) -> bool:
        """Rights in the admin come from groups, which follow the roles once a day: a role that ended counts at once."""
        return user.is_superuser or user.has_role(*ADMIN)

    def ask_for_factor(self, request: HttpRequest) -> HttpResponse:
        query = urlencode({"next": request.get_full_path()})
        if is_mfa_enabled(request.user, types=[Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]):
            return redirect(f"{reverse('mfa_reauthenticate')}?{query}")
        if is_mfa_enabled(request.user, types=[Authenticator.Type.WEBAUTHN]):
            return redirect(f"{reverse('mfa_reauthenticate_webauthn')}?{query}")
        return redirect("mfa_index")
