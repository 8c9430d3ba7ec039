"""Issuing certificates, and the page on which anybody checks one."""

from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from events import actions
from events.codes import read_code, readable
from events.models import Certificate
from events.papers import certificate_pdf
from events.permissions import ORGANISERS
from network.core.permissions import desk, public, signed_in

from .desk import event_of

TRIES_PER_MINUTE = 20


@public
def ask(request: HttpRequest) -> HttpResponse:
    """`?code=` from the form leads to the page of that code, if it can be one."""
    typed = request.GET.get("code", "")[:60]
    code = read_code(typed)
    if code:
        return redirect("certificate-verify", code=readable(code))
    return TemplateResponse(request, "events/verify.html", {"typed": typed, "is_misspelt": bool(typed)})


@public
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """SECURITY: rate limited, so that codes cannot be tried out; a code has 65 random bits besides."""
    if too_many_tries(request):
        return TemplateResponse(request, "events/verify.html", {"is_too_fast": True}, status=429)
    known = read_code(code)
    certificate = Certificate.objects.filter(code=known).first() if known else None
    context = {"typed": code[:60], "certificate": certificate, "is_unknown": certificate is None}
    response = TemplateResponse(request, "events/verify.html", context, status=200 if certificate else 404)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response


def too_many_tries(request: HttpRequest) -> bool:
    key = f"certificate-tries:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, 60)
    try:
        return cache.incr(key) > TRIES_PER_MINUTE
    except ValueError:  # it expired between the two calls
        return False


@signed_in
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    certificate = get_object_or_404(Certificate.objects.visible_to(request.user).issued(), code=read_code(code))
    return HttpResponse(
        certificate_pdf(certificate),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="certificate-{certificate.readable_code}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )


@desk(*ORGANISERS)
@require_POST
def issue(request: HttpRequest, event_id: UUID) -> HttpResponse:
    event = event_of(request, event_id)
    number = actions.issue_certificates(event, by=request.user)
    if number:
        said = ngettext("%(count)d certificate was issued.", "%(count)d certificates were issued.", number)
        messages.success(request, said % {"count": number})
    else:
        messages.info(request, _("Everybody who attended has a certificate already."))
    return redirect("event-desk", event_id=event.uuid)
