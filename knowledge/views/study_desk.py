"""Where coordinators and editors decide on case studies."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.actions import case_studies as actions
from knowledge.actions import study_checks, study_decisions
from knowledge.actions.study_facts import change_facts
from knowledge.deeds import deeds
from knowledge.forms.case_studies import FactsForm, ReasonForm
from knowledge.forms.study_decisions import CriteriaForm, PeerForm
from knowledge.models import CaseStudy
from knowledge.permissions import can_change_facts, can_decide_study, can_publish_study
from knowledge.queries import study_queues as queries
from knowledge.queries.people import possible_peers
from knowledge.queries.readers import reported_comments
from knowledge.queries.study_reading import tellings
from knowledge.states import StudyState
from knowledge.translations import translations_of_pages
from knowledge.validators import study_problems
from network.core import audit
from network.core.errors import DomainError
from network.core.permissions import desk, require

PER_PAGE = 25
KEEPERS = ("coordinator", "secretariat", "editor")


def handled(request: HttpRequest, study_id: UUID) -> CaseStudy:
    return get_object_or_404(CaseStudy.objects.handled_by(request.user).with_facts(), uuid=study_id)


@desk(*KEEPERS)
@require_safe
def study_desk(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("state", "")
    state = wanted if wanted in StudyState.values else ""
    page = Paginator(queries.desk_queue(request.user, state), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_of_studies": page,
        "tabs": desk_tabs(request.user, state),
        "state": state,
        "reported": reported_comments(request.user).count(),
    }
    return TemplateResponse(request, "knowledge/study_desk.html", context)


def desk_tabs(user: Any, state: str) -> list[dict[str, Any]]:
    counts = queries.desk_counts(user)
    waiting = sum(counts[one] for one in (StudyState.SUBMITTED, StudyState.SCREENED, StudyState.PEER_CHECKED))
    tabs = [{"label": _("Waiting"), "url": "?", "current": not state, "count": waiting}]
    shown = (StudyState.REVISE, StudyState.PUBLISHED, StudyState.RECHECK_DUE, StudyState.ARCHIVED)
    return tabs + [
        {"label": one.label, "url": f"?state={one}", "current": state == one, "count": counts[one]} for one in shown
    ]


@desk(*KEEPERS)
@require_safe
def study_desk_detail(request: HttpRequest, study_id: UUID) -> HttpResponse:
    study = handled(request, study_id)
    page = actions.draft_of(study)
    possible = study.TRANSITIONS[study.state] if can_decide_study(request.user, study) else frozenset()
    context = {
        **page.get_context(request),
        "study": study,
        "problems": study_problems(study, page),
        "history": deeds(audit.history(study)[:30]),
        "checks": study.peer_checks.select_related("peer", "organisation__country"),
        "criteria_form": CriteriaForm(),
        "return_form": ReasonForm(auto_id="return_%s"),
        "archive_form": ReasonForm(auto_id="archive_%s"),
        "peer_form": PeerForm(peers=possible_peers(study)),
        "may": {
            "screen": StudyState.SCREENED in possible,
            "return": StudyState.REVISE in possible,
            "ask": study.state == StudyState.SCREENED and bool(possible),
            "publish": can_publish_study(request.user, study),
            "confirm": study.state == StudyState.RECHECK_DUE and bool(possible),
            "archive": StudyState.ARCHIVED in possible,
            "facts": can_change_facts(request.user, study),
        },
        "picture_languages": [
            one
            for one in translations_of_pages(tellings(study), study.language)
            if one.exists and one.language != study.language
        ]
        if page.pictures
        else [],
    }
    return TemplateResponse(request, "knowledge/study_desk_detail.html", context)


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def study_facts(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """What readers see of a published study besides its texts, put right by the desk."""
    study = handled(request, study_id)
    require(can_change_facts(request.user, study))
    form = FactsForm(request.POST if request.method == "POST" else None, study=study)
    if form.is_valid():
        try:
            change_facts(study, by=request.user, **form.facts())
            messages.success(request, _("Saved. Readers see it now."))
            return redirect(study.get_desk_url())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(request, "knowledge/study_facts.html", {"study": study, "form": form})


@desk(*KEEPERS)
@require_POST
def study_screen(request: HttpRequest, study_id: UUID) -> HttpResponse:
    form = CriteriaForm(request.POST)
    form.full_clean()
    criteria = form.cleaned_data.get("criteria", [])
    return decided(request, study_id, study_decisions.screen_study, _("Screened."), criteria=criteria)


@desk(*KEEPERS)
@require_POST
def study_publish(request: HttpRequest, study_id: UUID) -> HttpResponse:
    return decided(request, study_id, study_decisions.publish_study, _("Published. The author has been told."))


@desk(*KEEPERS)
@require_POST
def study_confirm(request: HttpRequest, study_id: UUID) -> HttpResponse:
    return decided(request, study_id, study_decisions.confirm_study, _("Confirmed for another two years."))


@desk(*KEEPERS)
@require_POST
def study_return(request: HttpRequest, study_id: UUID) -> HttpResponse:
    return decided_with_reason(
        request, study_id, study_decisions.return_study, _("Returned. The author has your reason.")
    )


@desk(*KEEPERS)
@require_POST
def study_archive(request: HttpRequest, study_id: UUID) -> HttpResponse:
    return decided_with_reason(
        request, study_id, study_decisions.archive_study, _("Archived. Readers do not see it any more.")
    )


@desk(*KEEPERS)
@require_POST
def study_ask_peer(request: HttpRequest, study_id: UUID) -> HttpResponse:
    study = handled(request, study_id)
    form = PeerForm(request.POST, peers=possible_peers(study))
    if not form.is_valid():
        messages.error(request, _("Choose a colleague from the list."))
        return redirect(study.get_desk_url())
    return decided(request, study_id, study_checks.ask_peer, _("Your colleague has been asked."), **form.cleaned_data)


def decided_with_reason(request: HttpRequest, study_id: UUID, action: Any, done: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return decided(request, study_id, action, done, reason=reason)


def decided(request: HttpRequest, study_id: UUID, action: Any, done: str, **details: Any) -> HttpResponse:
    study = handled(request, study_id)
    require(can_decide_study(request.user, study))
    try:
        action(study, by=request.user, **details)
        messages.success(request, done)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(study.get_desk_url())
