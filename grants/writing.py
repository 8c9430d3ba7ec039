"""Forms in which people write for hours: neither an expired session nor a stale page costs them a word."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.csrf import csrf_exempt

from network.core.permissions import Door

KEPT = "kept_writing"
LONGEST = 2_000_000
"""Characters that wait in a session: more than the largest application has."""

View = Callable[..., HttpResponse]


def is_autosave(request: HttpRequest) -> bool:
    return "X-Autosave" in request.headers


def keeps_writing(view: View) -> View:
    """Signed-in people only; what somebody sends after their session ended waits for them behind the sign-in.

    The view finds it as `request.kept_writing` (a QueryDict) on its next GET and shows it in the form, unsaved. A page
    older than the last sign-in (its CSRF token no longer counts) is treated the same way: shown again, not saved.
    """
    return kept_for("")(view)


def kept_for(page: str) -> Callable[[View], View]:
    """`keeps_writing` for a view that only takes what is sent: the form stands on `page` (a URL's name), as does the text."""

    def decorate(view: View) -> View:
        return guarded_by_session(view, page)

    return decorate


def guarded_by_session(view: View, page: str) -> View:
    guard = CsrfViewMiddleware(lambda request: HttpResponse())

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.kept_writing = None  # type: ignore[attr-defined]
        path = reverse(page, kwargs=kwargs) if page else request.path
        # SECURITY: the view is exempt so that it can keep the text; the same check runs here before anything is saved.
        is_genuine = request.method != "POST" or guard.process_view(request, view, args, kwargs) is None
        if not request.user.is_authenticated:
            if is_autosave(request):
                return JsonResponse({"error": "signed out"}, status=401)
            if request.method == "POST" and is_genuine:
                keep(request, path)
            return redirect_to_login(path if page else request.get_full_path())
        if not is_genuine:
            if is_autosave(request):
                return JsonResponse({"error": "stale page"}, status=403)
            if page:
                keep(request, path)
                return redirect(path)
            request.kept_writing = request.POST  # type: ignore[attr-defined]
            request.method = "GET"
        elif request.method == "GET":
            request.kept_writing = take(request)  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    exempt = csrf_exempt(guarded)
    exempt.door = Door("signed_in")  # type: ignore[attr-defined]
    return exempt


def kept_at_desk(page: str, *names: str) -> Callable[[View], View]:
    """Around `@desk`, for a view that takes texts: what comes too late waits for `page`, whose URL takes `names`.

    The page asks `waiting_text` for it, behind its own door: a sign-in without a second factor does not use it up.
    """

    def decorate(view: View) -> View:
        guard = CsrfViewMiddleware(lambda request: HttpResponse())

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            # SECURITY: the view is exempt so that it can keep the text; the same check runs here before anything is saved.
            is_genuine = guard.process_view(request, view, args, kwargs) is None
            if is_genuine and request.user.is_authenticated:
                return view(request, *args, **kwargs)
            path = reverse(page, kwargs={name: kwargs[name] for name in names})
            if is_genuine or request.user.is_authenticated:
                keep(request, path)
            return redirect(path)

        return csrf_exempt(guarded)

    return decorate


@dataclass(frozen=True)
class WaitingText:
    """A text that came too late: what was sent, and the view (by its URL's name and arguments) it was sent to."""

    view: str
    where: dict[str, Any]
    fields: QueryDict


def waiting_text(request: HttpRequest) -> WaitingText | None:
    """What waits for this page of the desk, once."""
    sent_to = request.session.get(KEPT, {}).get("sent_to", "")
    fields = take(request)
    if fields is None:
        return None
    try:
        match = resolve(sent_to)
    except Resolver404:
        return None
    return WaitingText(match.url_name or "", match.kwargs, fields)


def keep(request: HttpRequest, path: str) -> None:
    """Put what was sent into the visitor's session, which survives signing in, for the page at `path`."""
    sent = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    if sum(len(value) for values in sent.values() for value in values) <= LONGEST:
        request.session[KEPT] = {"path": path, "sent_to": request.path, "fields": sent}


def take(request: HttpRequest) -> QueryDict | None:
    """What waits for this very page, once."""
    kept = request.session.get(KEPT)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEPT]
    found = QueryDict(mutable=True)
    for name, values in kept["fields"].items():
        found.setlist(name, values)
    return found
