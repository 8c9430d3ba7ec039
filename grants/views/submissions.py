from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants.actions.calls import NotReady
from grants.actions.submissions import keep_receipt, submit_application, withdraw_application
from grants.anonymity import for_assessor
from grants.drafts import Draft
from grants.forms.desk import WithdrawForm
from grants.models import Application
from grants.permissions import can_edit, can_submit, can_withdraw
from grants.queries.calls import Moment
from grants.snapshots import record_of
from grants.validators import too_late
from network.core.errors import DomainError
from network.core.permissions import require, signed_in

from .drafting import steps, visible_application


@signed_in
@require_safe
def preview(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The application exactly as it would be frozen, what is still missing, and the declarations to confirm."""
    application = visible_application(request, uuid)
    require(can_edit(request.user, application))
    return preview_page(request, application)


@signed_in
@require_POST
def submit(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Hand in. The clock is read first, so that no waiting for a lock costs anybody the deadline."""
    now = timezone.now()
    application = visible_application(request, uuid)
    require(can_submit(request.user, application) or application.submitted_at is not None)
    declared = request.POST.getlist("declaration")
    try:
        submission = submit_application(
            application, declared=declared, by=request.user, now=now, language=get_language() or ""
        )
    except NotReady as problem:
        return preview_page(request, application, declared=declared, problems=problem.problems, sentence=str(problem))
    except DomainError as problem:
        return preview_page(request, application, declared=declared, sentence=str(problem))
    messages.success(request, _("Submitted. Your number is %(number)s.") % {"number": submission.number})
    return redirect(application)


@signed_in
def withdraw(request: HttpRequest, uuid: Any) -> HttpResponse:
    application = visible_application(request, uuid)
    require(can_withdraw(request.user, application))
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw_application(application, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("The application has been withdrawn."))
            return redirect(application)
        except DomainError as problem:
            form.add_error(None, str(problem))
    return TemplateResponse(request, "grants/withdraw.html", {"application": application, "form": form})


@signed_in
@require_safe
def receipt(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The receipt as a file; made now if making it failed when the application was submitted."""
    application = visible_application(request, uuid)
    try:
        return redirect(keep_receipt(application, language=get_language() or "en"))
    except DomainError as problem:
        messages.error(request, str(problem))
        return redirect(application)


def preview_page(
    request: HttpRequest,
    application: Application,
    declared: list[str] | None = None,
    problems: list[Any] | None = None,
    sentence: str = "",
) -> HttpResponse:
    draft = Draft(application)
    now = timezone.now()
    return TemplateResponse(
        request,
        "grants/application_preview.html",
        {
            "application": application,
            "call": application.call,
            "deadline": Moment(application.call.closes_at, application.call.time_zone),
            "draft": draft,
            "record": for_assessor(record_of(draft), draft.definition, anonymous=application.call.is_anonymous),
            "problems": draft.problems if problems is None else problems,
            "sentence": sentence,
            "too_late": too_late(application.call, now),
            "declared": declared or [],
            "may_submit": can_submit(request.user, application),
            "steps": steps(application, draft, "preview"),
        },
        status=422 if sentence else 200,
    )
