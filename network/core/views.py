"""Pages that belong to no app: errors, health, private files."""

import hmac
from typing import Any

import prometheus_client
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import views as wagtail_views

from . import health, mail, pages, uploads
from .models import PrivateFile
from .permissions import machine, public

FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@public
def page(request: HttpRequest, path: str) -> HttpResponse:
    """A page of the tree, found in two queries where Wagtail's own way takes two for each step down.

    View restrictions are asked by Wagtail's own view, to which this leads.
    """
    route = pages.find(path)
    if route is not None:
        request._wagtail_route_for_request = route  # type: ignore[attr-defined]
    return wagtail_views.serve(request, path)


@machine
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process lives. Asks nothing of anybody else, so that a slow database does not get it killed."""
    return HttpResponse("ok\n", content_type="text/plain")


@machine
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """What the process stands on works; 503 with the names of what does not, and nothing more."""
    found = health.problems()
    return JsonResponse({"ready": not found, "problems": found}, status=503 if found else 200)


@machine
@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, to whoever shows METRICS_TOKEN; without one configured there is no such page."""
    shown = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(
        shown.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()
    ):
        raise Http404
    return HttpResponse(prometheus_client.generate_latest(), content_type=prometheus_client.CONTENT_TYPE_LATEST)


@public
@require_safe
def private_file(request: HttpRequest, file_id: Any) -> HttpResponse:
    """Hands out a file to whom its purpose allows; to everybody else it does not exist.

    Always as a download, never shown: whatever it holds cannot act in our name.
    """
    file = PrivateFile.objects.filter(pk=file_id).first()
    if file is None or not uploads.may_read(request.user, file):
        raise Http404
    try:
        content = file.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(content, as_attachment=True, filename=file.name, content_type=file.content_type)
    response["Content-Length"] = file.size
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = FILE_POLICY
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response  # type: ignore[return-value]


@public
@csrf_exempt
@require_http_methods(["GET", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ends the e-mails of one kind for the person whom the signed link was sent to, without signing in.

    A mail program posts here by itself (RFC 8058); a person who follows the link is asked first, since link checkers
    follow links too. SECURITY: no CSRF token, the signature in the address is the permission and the act is harmless.
    """
    choice = mail.read_unsubscribe_token(token)
    if choice is None:
        raise Http404
    person, kind = choice
    done = request.method == "POST"
    if done:
        mail.set_choice(person, kind, email=False)
    with mail.in_language_of(person):
        return render(request, "core/unsubscribe.html", {"kind": mail.known_kind(kind), "done": done})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or cookies are off: say so, and that going back keeps what was typed."""
    return error_page(request, "core/csrf_failure.html", 403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, "core/bad_request.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, "core/forbidden.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, "core/not_found.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without request, database or context, since any of them may be what broke."""
    return HttpResponse(loader.get_template("core/server_error.html").render(), status=500)


def error_page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    return render(request, template, {"code": status, "eye": "closed" if status == 403 else "aside"}, status=status)
