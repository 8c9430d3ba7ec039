"""What is due under the grants of one's organisation, on a page and in a private calendar."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants.actions import dues
from grants.agreement_permissions import visible_agreements
from grants.due_calendar import calendar
from grants.models import Agreement, DueFeed
from grants.queries.agreements import agreements_of, due_under
from network.core.permissions import public, signed_in


@signed_in
@require_safe
def due_list(request: HttpRequest) -> HttpResponse:
    """The grants of the person's organisations, and everything that is due under them."""
    mine = agreements_of(request.user)
    return TemplateResponse(
        request,
        "grants/due.html",
        {
            "agreements": list(mine),
            "due": due_under(mine, timezone.localdate()),
            "feed": DueFeed.objects.filter(person=request.user).first(),
        },
    )


@signed_in
@require_POST
def open_feed(request: HttpRequest) -> HttpResponse:
    dues.due_feed_of(request.user)
    return redirect("grants-due")


@signed_in
@require_POST
def renew_feed(request: HttpRequest) -> HttpResponse:
    dues.renew_due_feed(request.user)
    messages.success(request, _("Your calendar has a new address. The old one no longer works."))
    return redirect("grants-due")


@signed_in
@require_POST
def revoke_feed(request: HttpRequest) -> HttpResponse:
    dues.revoke_due_feed(request.user)
    messages.success(request, _("The address of your calendar no longer works."))
    return redirect("grants-due")


@public
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """SECURITY: the token in the address is the key; a wrong or revoked one finds nothing. It shows what its person
    may see at this moment, so that who leaves an organisation loses its dates too."""
    found = DueFeed.objects.by_token(token)
    if found is None:
        raise Http404
    agreements = visible_agreements(Agreement.objects.all(), found.person)
    now = timezone.now()
    body = calendar(
        due_under(agreements, timezone.localdate(now)), name=_("IRIS network: what is due under grants"), now=now
    )
    return HttpResponse(
        body,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": 'inline; filename="iris-grants-due.ics"',
            "Cache-Control": "private, no-store",
            "X-Robots-Tag": "noindex",
        },
    )
