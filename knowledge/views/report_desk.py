"""Where coordinators write, sign off and publish shadow reports, and enter what institutions answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.actions import recommendations as recommendation_actions
from knowledge.actions import reports as actions
from knowledge.deeds import deeds
from knowledge.forms.case_studies import ReasonForm
from knowledge.forms.reports import (
    AssessmentForm,
    ChapterFormSet,
    EmbargoForm,
    FindingForm,
    PlanForm,
    RecommendationForm,
    ReplaceForm,
    ReportForm,
    ReportStartForm,
    chapters_of,
    written,
)
from knowledge.models import Recommendation, ReportSeries, ShadowReport
from knowledge.permissions import (
    can_handle_country,
    can_publish_report,
    can_sign_off_report,
    can_write_report,
)
from knowledge.queries import reports as queries
from knowledge.states import ReportState
from knowledge.validators import report_problems
from network.core import audit
from network.core.errors import DomainError
from network.core.languages import content_language
from network.core.permissions import desk, require

PER_PAGE = 25
RECOMMENDATION_FACTS = ("addressees", "theme", "finding", "target_on", "carried_from")
KEEPERS = ("coordinator", "secretariat")


def handled(request: HttpRequest, report_id: UUID) -> ShadowReport:
    reports = ShadowReport.objects.handled_by(request.user).select_related("series__theme", "country", "signed_off_by")
    return get_object_or_404(reports, uuid=report_id)


def open_series(user: Any) -> Any:
    """The series in which this person may begin an edition."""
    series = ReportSeries.objects.select_related("country")
    return series if user.has_role("secretariat") else series.filter(country__in=user.countries_as("coordinator"))


@desk(*KEEPERS)
@require_safe
def report_desk(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.desk_reports(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "knowledge/report_desk.html", {"page_of_reports": page})


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def report_start(request: HttpRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = ReportStartForm(data, series=open_series(request.user), language=content_language(get_language()))
    if form.is_valid():
        try:
            return redirect(actions.start_report(by=request.user, **form.cleaned_data).get_desk_url())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(request, "knowledge/report_start.html", {"form": form})


@desk(*KEEPERS)
@require_safe
def report_desk_detail(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Everything about one edition: what it has, what it lacks, and what may be done next."""
    report = handled(request, report_id)
    user, page = request.user, actions.draft_of(report)
    may_publish = can_publish_report(user, report)
    earlier = Recommendation.objects.public().filter(country=report.country_id).exclude(report=report).order_by("code")
    assessed = {one.recommendation_id: one for one in report.assessments.all()}
    context = {
        "report": report,
        "page_draft": page,
        "chapters": queries.chapters_of(report, timezone.now()),
        "plan_form": PlanForm(report=report, auto_id="plan_%s"),
        "replace_form": ReplaceForm(report=report, auto_id="replace_%s"),
        "evidence_count": queries.library_of(report).count(),
        "problems": report_problems(report, page),
        "findings": queries.findings_of(report),
        "recommendations": queries.recommendations_of(report),
        "earlier": [(one, assessed.get(one.pk)) for one in earlier[:200]],
        "history": deeds(audit.history(report)[:30]),
        "return_form": ReasonForm(auto_id="return_%s"),
        "withdraw_form": ReasonForm(auto_id="withdraw_%s"),
        "embargo_form": EmbargoForm(),
        "may": {
            "write": can_write_report(user, report),
            "review": report.state == ReportState.DRAFTING,
            "sign": report.state == ReportState.EVIDENCE_REVIEW and can_sign_off_report(user, report),
            "publish": report.is_signed_off and may_publish,
            "embargo": report.state == ReportState.COUNTRY_SIGNOFF and may_publish,
            "return": ReportState.DRAFTING in report.TRANSITIONS[report.state],
            "withdraw": ReportState.WITHDRAWN in report.TRANSITIONS[report.state],
            "correct": ReportState.CORRECTED in report.TRANSITIONS[report.state],
            "replace": queries.may_be_replaced(report),
        },
    }
    return TemplateResponse(request, "knowledge/report_desk_detail.html", context)


# --- Writing --------------------------------------------------------------------------------------------------------


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def report_write(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = handled(request, report_id)
    require(can_write_report(request.user, report))
    draft = actions.draft_of(report)
    data = request.POST if request.method == "POST" else None
    form = ReportForm(data, report=report, draft=draft)
    if data and form.is_valid():
        try:
            actions.save_report(
                report,
                by=request.user,
                version=form.cleaned_data["version"],
                title=form.cleaned_data["title"],
                texts=form.texts(),
                contributors=form.cleaned_data["contributors"],
            )
            messages.success(request, _("Saved."))
            return redirect(report.get_desk_url())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(request, "knowledge/report_form.html", {"report": report, "form": form})


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def report_correct(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """A published text is corrected in the open: the page says what and when."""
    report = handled(request, report_id)
    require(ReportState.CORRECTED in report.TRANSITIONS[report.state])
    draft = actions.draft_of(report)
    data = request.POST if request.method == "POST" else None
    form, reason = ReportForm(data, report=report, draft=draft), ReasonForm(data)
    chapters = ChapterFormSet(data, prefix="chapters", initial=chapters_of(draft))
    if data and all([form.is_valid(), reason.is_valid(), chapters.is_valid()]):
        try:
            note = reason.cleaned_data["reason"]
            actions.correct_report(report, by=request.user, note=note, texts=form.texts(), chapters=written(chapters))
            messages.success(request, _("Corrected. The page says what and when."))
            return redirect(report.get_desk_url())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"report": report, "form": form, "chapters": chapters, "reason": reason}
    return TemplateResponse(request, "knowledge/report_form.html", context)


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def finding_write(request: HttpRequest, report_id: UUID, number: int = 0) -> HttpResponse:
    """A finding: a new one without a number."""
    report = handled(request, report_id)
    require(can_write_report(request.user, report))
    finding = get_object_or_404(report.findings, number=number) if number else None
    initial = {} if finding is None else {
        "claim": finding.claims.get(report.language, ""),
        "proof": finding.evidence.get(report.language, ""),
        "target_group": finding.target_group.slug if finding.target_group else "",
        "severity": finding.severity,
        "sources": finding.sources.all(),
    }  # fmt: skip
    form = FindingForm(request.POST if request.method == "POST" else None, report=report, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.save_finding(
                report,
                by=request.user,
                finding=finding,
                claims={report.language: data["claim"]},
                evidence={report.language: data["proof"]},
                target_group=data["target_group"],
                severity=data["severity"],
                sources=data["sources"],
            )
            messages.success(request, _("Saved."))
            return redirect(report.get_desk_url())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"report": report, "form": form, "title": _("Finding")}
    return TemplateResponse(request, "knowledge/report_part_form.html", context)


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def recommendation_write(request: HttpRequest, report_id: UUID, code: str = "") -> HttpResponse:
    """A recommendation: a new one without a code."""
    report = handled(request, report_id)
    require(can_write_report(request.user, report))
    found = get_object_or_404(report.recommendations.filter(is_public=False), code=code) if code else None
    data = request.POST if request.method == "POST" else None
    form = RecommendationForm(data, report=report, recommendation=found)
    if form.is_valid():
        details = {name: form.cleaned_data[name] for name in RECOMMENDATION_FACTS}
        try:
            saved = recommendation_actions.save_recommendation(
                report, by=request.user, texts=form.texts(report.language), recommendation=found, **details
            )
            messages.success(request, _("%(code)s saved.") % {"code": saved.code})
            return redirect(report.get_desk_url())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"report": report, "form": form, "title": found.code if found else _("New recommendation")}
    return TemplateResponse(request, "knowledge/report_part_form.html", context)


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def assessment_write(request: HttpRequest, report_id: UUID, code: str) -> HttpResponse:
    """What this edition found about a recommendation of an earlier one."""
    report = handled(request, report_id)
    require(can_write_report(request.user, report))
    recommendation = get_object_or_404(Recommendation.objects.public().filter(country=report.country_id), code=code)
    before = report.assessments.filter(recommendation=recommendation).first()
    initial = {
        "progress": before.progress if before else recommendation.progress,
        "proof": before.evidence.get(report.language, "") if before else "",
        "on": before.assessed_on if before else timezone.localdate(),
        "rewording": before.rewording.get(report.language, "") if before else "",
    }
    form = AssessmentForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            recommendation_actions.assess_recommendation(
                recommendation,
                by=request.user,
                report=report,
                progress=form.cleaned_data["progress"],
                evidence={report.language: form.cleaned_data["proof"]},
                on=form.cleaned_data["on"],
                rewording={report.language: form.cleaned_data["rewording"]},
            )
            messages.success(request, _("Saved. It becomes public with the report."))
            return redirect(report.get_desk_url())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"report": report, "form": form, "title": recommendation.code, "lead": recommendation.text}
    return TemplateResponse(request, "knowledge/report_part_form.html", context)


# --- Deciding -------------------------------------------------------------------------------------------------------


@desk(*KEEPERS)
@require_POST
def report_review(request: HttpRequest, report_id: UUID) -> HttpResponse:
    return decided(request, report_id, actions.send_to_review, _("The evidence is under review now."))


@desk(*KEEPERS)
@require_POST
def report_sign_off(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = handled(request, report_id)
    require(can_sign_off_report(request.user, report))
    return decided(request, report_id, actions.sign_off_report, _("Signed off in your name."))


@desk(*KEEPERS)
@require_POST
def report_publish(request: HttpRequest, report_id: UUID) -> HttpResponse:
    done = _("Published. Its recommendations stand in the tracker.")
    return decided(request, report_id, actions.publish_report, done)


@desk(*KEEPERS)
@require_POST
def report_embargo(request: HttpRequest, report_id: UUID) -> HttpResponse:
    form = EmbargoForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the day and the time at which the embargo ends."))
        return redirect(handled(request, report_id).get_desk_url())
    return decided(
        request, report_id, actions.embargo_report, _("It will be published by itself."), **form.cleaned_data
    )


@desk(*KEEPERS)
@require_POST
def report_return(request: HttpRequest, report_id: UUID) -> HttpResponse:
    return decided_with_reason(request, report_id, actions.return_to_writers, _("Returned to its writers."))


@desk(*KEEPERS)
@require_POST
def report_withdraw(request: HttpRequest, report_id: UUID) -> HttpResponse:
    return decided_with_reason(request, report_id, actions.withdraw_report, _("Withdrawn. The page says why."))


@desk(*KEEPERS)
@require_POST
def report_replace(request: HttpRequest, report_id: UUID) -> HttpResponse:
    form = ReplaceForm(request.POST, report=handled(request, report_id))
    if not form.is_valid():
        messages.error(request, _("Choose the edition that replaces this one."))
        return redirect(handled(request, report_id).get_desk_url())
    done = _("The page says now which edition replaces it.")
    return decided(request, report_id, actions.supersede_report, done, **form.cleaned_data)


@desk(*KEEPERS)
@require_POST
def recommendation_remove(request: HttpRequest, report_id: UUID, code: str) -> HttpResponse:
    report = handled(request, report_id)
    found = get_object_or_404(report.recommendations.filter(is_public=False), code=code)
    try:
        recommendation_actions.remove_recommendation(found, by=request.user)
        messages.success(request, _("%(code)s removed.") % {"code": code})
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(report.get_desk_url())


def decided_with_reason(request: HttpRequest, report_id: UUID, action: Any, done: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    return decided(request, report_id, action, done, reason=form.cleaned_data["reason"] if form.is_valid() else "")


def decided(request: HttpRequest, report_id: UUID, action: Any, done: str, **details: Any) -> HttpResponse:
    report = handled(request, report_id)
    require(can_handle_country(request.user, report.country_id))
    try:
        action(report, by=request.user, **details)
        messages.success(request, done)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(report.get_desk_url())
