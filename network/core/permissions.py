"""The locks on our doors: every view wears one decorator that says who may come in.

A view without a decision is a mistake that `tests/test_doors.py` finds. Object-level rules stand in each app's
`permissions.py`; these decorators only decide about the door.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal

from allauth.account.authentication import get_authentication_records
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Door:
    """Who may call a view: anybody, anyone signed in, or the holders of one of `roles`."""

    kind: Literal["public", "signed_in", "desk", "machine"]
    roles: tuple[str, ...] = ()


def public(view: View) -> View:
    """Anybody may call the view; what it shows must still be chosen with `visible_to(user)`."""
    view.door = Door("public")  # type: ignore[attr-defined]
    return view


def machine(view: View) -> View:
    """A program calls the view and the view itself checks a token or answers nothing secret (health, metrics)."""
    view.door = Door("machine")  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Anyone with an account; others are sent to sign in and come back afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request)
        return view(request, *args, **kwargs)

    guarded.door = Door("signed_in")  # type: ignore[attr-defined]
    return guarded


def desk(*roles: str) -> Callable[[View], View]:
    """Only holders of one of `roles` (any country), with a second factor; to everybody else the page does not exist."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if not user.is_authenticated:
                return sign_in_first(request)
            if not user.has_role(*roles):  # type: ignore[union-attr]
                raise Http404
            if not has_second_factor(request):
                return redirect("mfa_index")
            return view(request, *args, **kwargs)

        guarded.door = Door("desk", roles)  # type: ignore[attr-defined]
        return guarded

    return decorate


def require(allowed: bool) -> None:
    """Stop here with 403 unless `allowed`: for someone who may see the thing but not do this to it."""
    if not allowed:
        raise PermissionDenied


def sign_in_first(request: HttpRequest) -> HttpResponse:
    return redirect_to_login(request.get_full_path())


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this person proved a second factor (a code, a recovery code or a passkey) in this very session.

    SECURITY: the records of a session belong to one person; those of somebody who signed in before do not count.
    """
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
