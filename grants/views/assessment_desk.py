"""The desk of a call's assessment: who reads what, how far they agree, and the ranking board."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from grants.actions.assessments import reopen_assessment
from grants.actions.assignments import assign_evenly, release_assessor
from grants.actions.rankings import close_assessment, committed, next_in_reserve, promote_from_reserve
from grants.agreement import agreement
from grants.explanations import tie_rule
from grants.forms.assessing import DueForm, ReasonForm
from grants.forms.ranking import WhatIfForm
from grants.models import Assessment, Assignment, Call
from grants.permissions import MANAGER_ROLES, can_manage
from grants.queries.assessors import plan_for, reader_figures, readers_for, to_read
from grants.queries.board import agreement_page, board_rows, in_assessment
from grants.queries.ranking import entries_of, rules_of
from grants.ranking import rank
from grants.ranking_records import computed_again
from grants.reminders import remind_in_call
from grants.states import ApplicationState
from network.core.errors import DomainError
from network.core.permissions import desk, require

PER_PAGE = 50
BOARD = 50


@desk(*MANAGER_ROLES)
@require_safe
def assessors(request: HttpRequest, key: Any) -> HttpResponse:
    """Who reads what, and the plan that would fill the gaps evenly."""
    call = opened_call(key)
    waiting, readers = to_read(call), readers_for(call)
    plan = plan_for(call, waiting, readers)
    figures = reader_figures(call, readers, plan)
    page = Paginator(in_assessment(call), PER_PAGE).get_page(request.GET.get("page"))
    missing = {one.key: one.needed for one in waiting}
    for application in page:
        application.missing_readers = missing[application.pk]
    return TemplateResponse(
        request,
        "grants/desk/assessors.html",
        {
            "call": call,
            "tabs": tabs(call, "assessors"),
            "lead": rules_in_words(call),
            "plan": plan,
            "due_form": DueForm(),
            "readers": figures,
            "are_late": any(one.late for one in figures),
            "applications": page,
        },
    )


@desk(*MANAGER_ROLES)
@require_POST
def assign_as_planned(request: HttpRequest, key: Any) -> HttpResponse:
    call = opened_call(key)
    form = DueForm(request.POST)
    due_on = form.cleaned_data["due_on"] if form.is_valid() else None
    number = assign_evenly(call, by=request.user, due_on=due_on)
    messages.success(
        request, ngettext("%(number)d reading assigned.", "%(number)d readings assigned.", number) % {"number": number}
    )
    return redirect("desk-grants-assessors", key=key)


@desk(*MANAGER_ROLES)
@require_POST
def remind(request: HttpRequest, key: Any) -> HttpResponse:
    """Write to those whose assessments are late or due within three days, and were not reminded of it lately."""
    number = remind_in_call(opened_call(key), by=request.user)
    said = ngettext("%(number)d assessor is reminded.", "%(number)d assessors are reminded.", number)
    messages.success(
        request, said % {"number": number} if number else _("Nobody is late, or they were reminded these days.")
    )
    return redirect("desk-grants-assessors", key=key)


@desk(*MANAGER_ROLES)
@require_safe
def ranking(request: HttpRequest, key: Any) -> HttpResponse:
    """The board: computed now from what is stored. With `what_if` in the address other rules are tried; nothing is stored."""
    call = opened_call(key)
    rules, entries = rules_of(call), entries_of(call)
    real = rank(entries, rules)
    form = WhatIfForm(request.GET, rules)
    changes = form.changes()
    tried_rules = rules.changed(changes)
    found = rank(entries, tried_rules) if changes else real
    page = Paginator(found.rows, BOARD).get_page(request.GET.get("page"))
    records = list(call.rankings.order_by("-number"))
    return TemplateResponse(
        request,
        "grants/desk/ranking.html",
        {
            "call": call,
            "tabs": tabs(call, "ranking"),
            "ranking": found,
            "board": board_rows(call, found, list(page), tried_rules, real),
            "page_of_rows": page,
            "form": form,
            "changes": changes,
            "tie_rule": tie_rule(),
            "may_close": not changes and real.is_complete and bool(real.rows) and is_being_assessed(call),
            "records": [(record, computed_again(record.record)) for record in records],
            "next": next_in_reserve(call),
            "left": call.envelope - committed(call),
            "used_percent": int(found.committed * 100 / found.envelope) if found.envelope else 0,
            "reason_form": ReasonForm(),
        },
    )


@desk(*MANAGER_ROLES)
@require_safe
def agreement_of_assessors(request: HttpRequest, key: Any) -> HttpResponse:
    call = opened_call(key)
    found = agreement(entries_of(call), rules_of(call))
    return TemplateResponse(
        request,
        "grants/desk/agreement.html",
        {"call": call, "tabs": tabs(call, "agreement"), **agreement_page(call, found)},
    )


@desk(*MANAGER_ROLES)
@require_POST
def close(request: HttpRequest, key: Any) -> HttpResponse:
    call = opened_call(key)
    return after(
        request,
        lambda: close_assessment(call, by=request.user),
        _("The ranking is recorded and the assessment closed."),
        reverse("desk-grants-ranking", kwargs={"key": key}),
    )


@desk(*MANAGER_ROLES)
@require_POST
def promote(request: HttpRequest, key: Any) -> HttpResponse:
    call = opened_call(key)
    return after(
        request,
        lambda: promote_from_reserve(call, by=request.user, reason=request.POST.get("reason", "")),
        _("The next one of the reserve list is selected and told."),
        reverse("desk-grants-ranking", kwargs={"key": key}),
    )


@desk(*MANAGER_ROLES)
@require_POST
def release(request: HttpRequest, uuid: Any, assignment: int) -> HttpResponse:
    item = get_object_or_404(
        Assignment.objects.select_related("application__call"), application__uuid=uuid, pk=assignment
    )
    require(can_manage(request.user, item.application))
    return after(
        request,
        lambda: release_assessor(item, by=request.user, reason=request.POST.get("reason", "")),
        _("The assessor is released."),
        reverse("desk-grants-application", kwargs={"uuid": uuid}),
    )


@desk(*MANAGER_ROLES)
@require_POST
def reopen(request: HttpRequest, uuid: Any, assessment: Any) -> HttpResponse:
    item = get_object_or_404(
        Assessment.objects.select_related("assignment__application__call", "assignment__assessor"),
        assignment__application__uuid=uuid,
        uuid=assessment,
    )
    require(can_manage(request.user, item.assignment.application))
    return after(
        request,
        lambda: reopen_assessment(item, by=request.user, reason=request.POST.get("reason", "")),
        _("The assessment is open again; its assessor is told."),
        reverse("desk-grants-application", kwargs={"uuid": uuid}),
    )


def after(request: HttpRequest, act: Any, sentence: str, address: str) -> HttpResponse:
    try:
        act()
        messages.success(request, sentence)
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect(address)


def opened_call(key: Any) -> Call:
    return get_object_or_404(Call.objects.prefetch_related("forms"), translation_key=key)


def is_being_assessed(call: Call) -> bool:
    return call.applications.filter(state=ApplicationState.ASSESSMENT).exists()


def tabs(call: Call, current: str) -> list[dict[str, Any]]:
    names = {
        "call": ("", _("Applications")),
        "notices": ("notices/", _("Questions and corrigenda")),
        "assessors": ("assessors/", _("Assessors")),
        "ranking": ("ranking/", _("Ranking")),
        "agreement": ("agreement/", _("Agreement of assessors")),
        "decision": ("decision/", _("Decision")),
        "letters": ("letters/", _("Letters")),
        "seats": ("auditors/", _("Auditors and dossiers")),
    }
    first = reverse("desk-grants-call", kwargs={"key": call.translation_key})  # once: the others lie below it
    return [
        {"label": label, "url": first + below, "current": name == current} for name, (below, label) in names.items()
    ]


def rules_in_words(call: Call) -> str:
    said = [
        ngettext(
            "%(number)d assessor reads each application.",
            "%(number)d assessors read each application.",
            call.assessors_needed,
        )
        % {"number": call.assessors_needed}
    ]
    if call.is_anonymous:
        said.append(_("They do not learn who applies."))
    if call.avoids_own_country:
        said.append(_("Nobody reads applications from their own country."))
    return " ".join(said)
