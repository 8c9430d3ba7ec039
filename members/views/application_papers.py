"""The papers of an application: its documents as the coordinator looks at them, and the letter with the decision."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from members.letters import decision_letter
from members.models import MembershipApplication
from members.queries.applications import documents_of
from members.states import DECIDED
from network.core.models import PrivateFile
from network.core.permissions import desk, signed_in

SHOWN_INLINE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
"""SECURITY: PDFs that act are refused when they arrive, pictures are written anew; nothing else is shown in the page."""
PREVIEW_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; frame-ancestors 'self'"
)


def can_be_shown(file: PrivateFile) -> bool:
    return file.content_type in SHOWN_INLINE


@desk("coordinator", "secretariat")
@require_safe
def preview(request: HttpRequest, application: Any, document: Any) -> HttpResponse:
    """A document beside the checklist, for whoever works on the case."""
    case = get_object_or_404(MembershipApplication.objects.with_coordinators(request.user), uuid=application)
    file = next((file for file in documents_of(case) if file.pk == document), None)
    if file is None or not can_be_shown(file):
        raise Http404
    try:
        content = file.file.open("rb").read()
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = HttpResponse(content, content_type=file.content_type)
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = PREVIEW_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_safe
def letter(request: HttpRequest, application: Any) -> HttpResponse:
    """The decision on paper, for the applicant and for whoever works on the case."""
    cases = MembershipApplication.objects.visible_to(request.user).filter(state__in=DECIDED)
    case = get_object_or_404(cases.select_related("applicant", "country", "decided_by"), uuid=application)
    response = HttpResponse(decision_letter(case), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="iris-decision-{case.uuid.hex[:8]}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
