"""A report as its grantee writes it, and as others read it once it is handed in."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants.actions.calls import NotReady
from grants.actions.reports import (
    SavedMeanwhile,
    problems_of,
    remove_expenditure,
    save_narrative,
    submit_report,
    write_expenditure,
)
from grants.agreement_permissions import can_submit_report, can_write_report
from grants.agreement_states import PaidFrom, ReportState
from grants.forms.reports import AnswerForm, ExpenditureForm, NarrativeForm
from grants.models import Expenditure, Report
from grants.money import ZERO, plain
from grants.permissions import speaks_for
from grants.queries.agreements import account_of
from grants.report_records import compared
from grants.writing import keeps_writing, kept_for
from network.core.errors import DomainError
from network.core.permissions import require, signed_in


def visible_report(request: HttpRequest, uuid: Any) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.user).for_list(), uuid=uuid)


@keeps_writing
@require_safe
def report(request: HttpRequest, uuid: Any) -> HttpResponse:
    return report_page(request, visible_report(request, uuid))


def report_page(request: HttpRequest, item: Report, answer_form: Any = None, problems: Any = None) -> HttpResponse:
    may_write, kept = can_write_report(request.user, item), request.kept_writing  # type: ignore[attr-defined]
    lines = list(item.expenditures.select_related("document"))
    return TemplateResponse(
        request,
        "grants/report.html",
        {
            "report": item,
            "agreement": item.agreement,
            "account": account_of(item.agreement),
            "lines": lines,
            **sums_of(lines),
            "notes": item.notes.all(),
            "versions": item.versions.defer("text"),
            "may_write": may_write,
            "may_submit": can_submit_report(request.user, item),
            "answer_form": answer_form or AnswerForm(initial=kept.dict() if kept else None),
            "was_kept": bool(kept and kept.get("answer")),
            "missing": (problems_of(item) if may_write else []) if problems is None else problems,
        },
        status=200 if problems is None else 422,
    )


def sums_of(lines: list[Expenditure]) -> dict[str, Any]:
    """What a report charges to the grant, what of it is accepted, and the own share beside it."""
    charged = [line for line in lines if line.paid_from == PaidFrom.GRANT]
    return {
        "total": sum((line.amount for line in charged), ZERO),
        "accepted": sum((line.accepted for line in charged), ZERO),
        "own_total": sum((line.amount for line in lines if line.paid_from == PaidFrom.OWN), ZERO),
    }


@signed_in
@require_safe
def version(request: HttpRequest, uuid: Any, number: int) -> HttpResponse:
    """The report as it was handed in once, with what was corrected since the time before."""
    item = visible_report(request, uuid)
    versions = {found.number: found for found in item.versions.filter(number__in=(number - 1, number))}
    if number not in versions:
        raise Http404
    record = versions[number].record
    before = versions[number - 1].record if number - 1 in versions else None
    return TemplateResponse(
        request,
        "grants/report_version.html",
        {
            "report": item,
            "agreement": item.agreement,
            "version": versions[number],
            "record": record,
            "rows": compared(record, before),
            "has_before": before is not None,
            "report_url": item.get_absolute_url(),
        },
    )


@keeps_writing
@require_http_methods(["GET", "POST"])
def narrative(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The three texts. Where a colleague was earlier, both versions are shown and nothing is lost."""
    item = visible_report(request, uuid)
    require(can_write_report(request.user, item))
    initial = {name: getattr(item, name) for name in ("done", "results", "changes", "version")}
    form = NarrativeForm(request.POST or None, initial=initial)
    kept = request.kept_writing  # type: ignore[attr-defined]
    if kept is not None:
        form = NarrativeForm(initial={**initial, **kept.dict()})
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            save_narrative(item, form.texts, version=form.cleaned_data["version"], by=request.user)
            messages.success(request, _("Saved."))
            return redirect(item)
        except SavedMeanwhile as meanwhile:
            theirs = meanwhile.report
            form.add_error(None, str(meanwhile))
            form.data = {**form.data.dict(), "version": theirs.version}  # saving again is a choice then
        except DomainError as problem:
            form.add_error(None, str(problem))
    return TemplateResponse(
        request,
        "grants/report_narrative.html",
        {"report": item, "agreement": item.agreement, "form": form, "theirs": theirs, "was_kept": kept is not None},
        status=422 if form.errors else 200,
    )


@keeps_writing
@require_http_methods(["GET", "POST"])
def add_expenditure(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = visible_report(request, uuid)
    require(can_write_report(request.user, item))
    last = item.expenditures.order_by("-position").first()
    initial = {"client_id": uuids.uuid4()}
    if last:
        initial |= {"currency": last.currency, "rate": plain(last.rate.normalize()) if last.rate != 1 else ""}
    return expenditure_page(request, item, None, initial)


@keeps_writing
@require_http_methods(["GET", "POST"])
def edit_expenditure(request: HttpRequest, uuid: Any, line: Any) -> HttpResponse:
    item = visible_report(request, uuid)
    require(can_write_report(request.user, item))
    expenditure = get_object_or_404(item.expenditures.select_related("document"), uuid=line)
    initial: dict[str, Any] = {
        name: getattr(expenditure, name)
        for name in ("description", "heading", "spent_on", "currency", "document_number", "paid_from")
    }
    initial |= {
        "paid_amount": plain(expenditure.paid_amount),
        "rate": plain(expenditure.rate.normalize()) if expenditure.rate != 1 else "",
    }
    return expenditure_page(request, item, expenditure, initial)


def expenditure_page(request: HttpRequest, item: Report, expenditure: Expenditure | None, initial: Any) -> HttpResponse:
    kept = request.kept_writing  # type: ignore[attr-defined]
    form = ExpenditureForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        initial=initial | (kept.dict() if kept else {}),
        own_share=item.agreement.cofinancing_percent > 0,
    )
    if request.method == "POST" and form.is_valid():
        try:
            line = write_expenditure(item, by=request.user, expenditure=expenditure, **form.content)
            messages.success(request, _("“%(line)s” is kept.") % {"line": line.description})
            if "another" in request.POST:
                return redirect("grants-expenditure-add", uuid=item.uuid)
            return redirect(f"{item.get_absolute_url()}#expenditures")
        except DomainError as problem:
            form.add_error(None, str(problem))
    return TemplateResponse(
        request,
        "grants/expenditure_form.html",
        {"report": item, "agreement": item.agreement, "expenditure": expenditure, "form": form, "was_kept": bool(kept)},
        status=422 if form.errors else 200,
    )


@signed_in
@require_POST
def remove(request: HttpRequest, uuid: Any, line: Any) -> HttpResponse:
    item = visible_report(request, uuid)
    require(can_write_report(request.user, item))
    expenditure = get_object_or_404(item.expenditures, uuid=line)
    try:
        remove_expenditure(expenditure, by=request.user)
        messages.success(request, _("“%(line)s” has been removed.") % {"line": expenditure.description})
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect(item)


@kept_for("grants-report")
@require_POST
def submit(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = visible_report(request, uuid)
    again = item.state == ReportState.SUBMITTED and speaks_for(request.user, item.agreement)
    require(can_submit_report(request.user, item) or again)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return report_page(request, item, form, [])
    try:
        submit_report(item, by=request.user, answer=form.cleaned_data["answer"])
        messages.success(request, _("The report is handed in."))
    except NotReady as problem:
        return report_page(request, item, form, problem.problems)
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect(item)
