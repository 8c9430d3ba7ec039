"""The review of reports: every expenditure, the test between headings, questions, the decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from grants.actions import reports as acts
from grants.agreement_permissions import can_manage_agreement, can_review_report
from grants.agreement_states import Verdict
from grants.forms.agreements import ReasonForm
from grants.forms.reports import NoteForm, QuestionForm, ReviewForm
from grants.models import Report
from grants.permissions import MANAGER_ROLES
from grants.queries.agreements import account_of
from network.core.errors import DomainError
from network.core.permissions import desk, require

from .reports import sums_of


def found(request: HttpRequest, uuid: Any) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.user).for_list(), uuid=uuid)


@desk(*MANAGER_ROLES)
@require_safe
def report(request: HttpRequest, uuid: Any) -> HttpResponse:
    return review_page(request, found(request, uuid))


def review_page(request: HttpRequest, item: Report, **shown: Any) -> HttpResponse:
    may_review = can_review_report(request.user, item)
    lines = list(item.expenditures.select_related("document"))
    return TemplateResponse(
        request,
        "grants/desk/report.html",
        {
            "report": item,
            "agreement": item.agreement,
            "account": account_of(item.agreement),
            "lines": lines,
            "open_lines": sum(line.verdict == Verdict.OPEN for line in lines),
            "without_document": sum(line.document_id is None for line in lines),
            **sums_of(lines),
            "notes": item.notes.all(),
            "versions": item.versions.defer("text"),
            "may_review": may_review,
            "wrong_line": shown.get("wrong_line"),
            "wrong_form": shown.get("wrong_form"),
            "question_form": shown.get("question_form") or QuestionForm(),
            "note_form": NoteForm(),
            "reject_form": shown.get("reject_form") or ReasonForm(),
        },
        status=422 if shown else 200,
    )


@desk(*MANAGER_ROLES)
@require_POST
def accept_line(request: HttpRequest, uuid: Any, line: Any) -> HttpResponse:
    """Accept a line in full."""
    item = found(request, uuid)
    require(can_review_report(request.user, item))
    expenditure = get_object_or_404(item.expenditures, uuid=line)
    return done(
        request,
        item,
        lambda: acts.review_expenditure(expenditure, accepted=expenditure.amount, reason="", by=request.user),
        "",
        f"#line-{expenditure.position}",
    )


@desk(*MANAGER_ROLES)
@require_POST
def review_line(request: HttpRequest, uuid: Any, line: Any) -> HttpResponse:
    """Accept a line in part, or refuse it, with the reason."""
    item = found(request, uuid)
    require(can_review_report(request.user, item))
    expenditure = get_object_or_404(item.expenditures, uuid=line)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return review_page(request, item, wrong_line=expenditure.pk, wrong_form=form)
    return done(
        request,
        item,
        lambda: acts.review_expenditure(expenditure, by=request.user, **form.cleaned_data),
        "",
        f"#line-{expenditure.position}",
    )


@desk(*MANAGER_ROLES)
@require_POST
def accept_remaining(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = found(request, uuid)
    require(can_review_report(request.user, item))
    number = acts.accept_remaining(item, by=request.user)
    messages.success(request, ngettext("%d line is accepted.", "%d lines are accepted.", number) % number)
    return redirect("desk-grants-report", uuid=item.uuid)


@desk(*MANAGER_ROLES)
@require_POST
def ask(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = found(request, uuid)
    require(can_review_report(request.user, item))
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return review_page(request, item, question_form=form)
    return done(
        request,
        item,
        lambda: acts.ask_clarification(item, by=request.user, **form.cleaned_data),
        _("The grantee has your question."),
    )


@desk(*MANAGER_ROLES)
@require_POST
def approve(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = found(request, uuid)
    require(can_review_report(request.user, item))
    form = NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    return done(
        request, item, lambda: acts.approve_report(item, by=request.user, note=note), _("The report is approved.")
    )


@desk(*MANAGER_ROLES)
@require_POST
def reject(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = found(request, uuid)
    require(can_manage_agreement(request.user, item.agreement))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return review_page(request, item, reject_form=form)
    return done(
        request,
        item,
        lambda: acts.reject_report(item, by=request.user, **form.cleaned_data),
        _("The report is rejected."),
    )


def done(request: HttpRequest, item: Report, act: Any, sentence: str, anchor: str = "") -> HttpResponse:
    try:
        act()
        if sentence:
            messages.success(request, sentence)
    except DomainError as problem:
        messages.error(request, str(problem))
    response = redirect("desk-grants-report", uuid=item.uuid)
    response["Location"] += anchor
    return response
