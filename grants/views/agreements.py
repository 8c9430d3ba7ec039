"""What the grantee, and whoever may look over its shoulder, sees of an agreement."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from grants.actions.payments import is_settled
from grants.agreement_papers import agreement_pdf
from grants.agreement_permissions import can_manage_agreement
from grants.models import Agreement, Report
from grants.queries.agreements import account_of, agreement_facts, annexes_of, as_open_to, due_under
from network.core.permissions import signed_in


def visible_agreement(request: HttpRequest, uuid: Any) -> Agreement:
    found = Agreement.objects.visible_to(request.user).for_list()
    return get_object_or_404(
        found.select_related("award__application__submission", "award__application__form"), uuid=uuid
    )


@signed_in
@require_safe
def agreement(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One grant: what was agreed, what is due when, what has been paid and reported."""
    item = visible_agreement(request, uuid)
    due = due_under(Agreement.objects.filter(pk=item.pk), timezone.localdate())
    reports = list(Report.objects.visible_to(request.user).filter(agreement=item))
    return TemplateResponse(
        request,
        "grants/agreement.html",
        {
            "agreement": item,
            "account": account_of(item),
            "facts": agreement_facts(item),
            "due": as_open_to(due, reports),
            "instalments": item.instalments.select_related("report", "payment"),
            "reports": reports,
            "payments": item.payments.select_related("instalment"),
            "addenda": item.addenda.all(),
            "annexes": annexes_of(item),
            "may_manage": can_manage_agreement(request.user, item),
        },
    )


@signed_in
@require_safe
def balance(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The balance, step by step."""
    item = visible_agreement(request, uuid)
    settled = is_settled(item)
    account = replace(account_of(item), is_final=settled)
    context = {"agreement": item, "account": account, "is_settled": settled}
    return TemplateResponse(request, "grants/balance.html", context)


@signed_in
@require_safe
def pdf(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The agreement as a paper for signing."""
    item = visible_agreement(request, uuid)
    return HttpResponse(
        agreement_pdf(item, language=request.LANGUAGE_CODE),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{item.number}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )
