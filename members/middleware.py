"""Keeps those whose role demands a second factor out of everything but their account until they proved one."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from network.core.permissions import has_second_factor

ADMIN_PREFIX = "/admin/"


class SecondFactorMiddleware:
    """SECURITY: covers every way in, the admin's own included, whatever the view behind it forgets.

    Public pages and the account pages themselves stay open, so that the factor can be set up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        door = getattr(view, "door", None)
        guarded = request.path.startswith(ADMIN_PREFIX) or (door is not None and door.kind in ("desk", "signed_in"))
        if not guarded or not request.user.is_authenticated:
            return None
        if not request.user.needs_second_factor or has_second_factor(request):
            return None
        if is_mfa_enabled(request.user):
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('mfa_reauthenticate')}?{query}")
        return redirect("mfa_index")
