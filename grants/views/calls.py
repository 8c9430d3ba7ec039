from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grants.actions.drafts import start_application
from grants.forms.project import EligibilityForm, StartForm
from grants.models import Call
from grants.queries.calls import conditions, my_applications, organisations_to_apply_for, page_of
from grants.validators import reasons_against, reasons_against_organisation, too_early, too_late
from network.core.errors import DomainError
from network.core.permissions import public, signed_in


@public
@require_safe
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """ "Am I eligible?" in a minute, without an account; nothing is stored."""
    call = get_object_or_404(Call.objects.prefetch_related("countries"), slug=slug)
    form = EligibilityForm(request.GET if "kind" in request.GET else None)
    reasons = None
    if form.is_valid():
        chosen = form.cleaned_data
        reasons = reasons_against(
            call,
            country=chosen["country"].pk,
            kind=chosen["kind"],
            is_member=chosen["is_member"],
            founded_year=chosen["founded_year"],
            today_year=timezone.now().year,
        )
    return TemplateResponse(
        request,
        "grants/check.html",
        {"call": call, "page": page_of(call), "form": form, "reasons": reasons, "conditions": conditions(call)},
    )


@signed_in
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """In whose name? One button starts the application, or leads to the one that exists already."""
    call = get_object_or_404(Call.objects.prefetch_related("countries"), slug=slug)
    now = timezone.now()
    organisations = organisations_to_apply_for(request.user)
    form = StartForm(request.POST if request.method == "POST" else None, organisations=organisations)
    if form.is_valid():
        try:
            return redirect(start_application(call, form.cleaned_data["organisation"], by=request.user, now=now))
        except DomainError as problem:
            messages.error(request, str(problem))
    choices = [
        {"organisation": organisation, "reasons": reasons_against_organisation(call, organisation, now)}
        for organisation in organisations
    ]
    return TemplateResponse(
        request,
        "grants/apply.html",
        {
            "call": call,
            "page": page_of(call),
            "form": form,
            "choices": choices,
            "mine": my_applications(request.user, call),
            "refusal": too_early(call, now) or too_late(call, now),
            "none_title": _("You do not write for an organisation yet"),
        },
    )
