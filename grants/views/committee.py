"""The desk's side of the decision: meetings, proposals, minutes, the evaluation report."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants.actions import committee
from grants.actions.decisions import envelope_left
from grants.decision_papers import evaluation_pdf, minutes_pdf
from grants.decision_states import MeetingState
from grants.forms.committee import MeetingForm, MemberForm, NotesForm, ProposalForm
from grants.models import Application, Call, Meeting, MeetingMember
from grants.money import plain
from grants.permissions import MANAGER_ROLES
from grants.queries.committee import considered, money_of
from grants.states import ApplicationState
from grants.writing import kept_at_desk, waiting_text
from network.core.errors import DomainError
from network.core.permissions import desk

from .assessment_desk import tabs


def found_call(key: Any) -> Call:
    return get_object_or_404(Call, translation_key=key)


def found_meeting(uuid: Any) -> Meeting:
    return get_object_or_404(Meeting.objects.select_related("call", "ranking", "minutes"), uuid=uuid)


@desk(*MANAGER_ROLES)
@require_safe
def decision(request: HttpRequest, key: Any) -> HttpResponse:
    return decision_page(request, found_call(key))


def decision_page(request: HttpRequest, call: Call, form: Any = None) -> HttpResponse:
    """The three amounts of every application, and the meetings that decided."""
    items = considered(call)
    meetings = list(call.meetings.select_related("minutes"))
    may_begin = not any(meeting.state == MeetingState.DRAFT for meeting in meetings) and any(
        item.application.state == ApplicationState.RANKED for item in items
    )
    return TemplateResponse(
        request,
        "grants/desk/decision.html",
        {
            "call": call,
            "tabs": tabs(call, "decision"),
            "items": items,
            "sums": money_of(items),
            "left": envelope_left(call),
            "meetings": meetings,
            "form": form or (MeetingForm(initial={"held_on": timezone.localdate()}) if may_begin else None),
        },
        status=422 if form else 200,
    )


@desk(*MANAGER_ROLES)
@require_POST
def begin(request: HttpRequest, key: Any) -> HttpResponse:
    call = found_call(key)
    form = MeetingForm(request.POST)
    if not form.is_valid():
        return decision_page(request, call, form)
    try:
        return redirect(committee.begin_meeting(call, by=request.user, **form.cleaned_data))
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("desk-grants-decision", key=key)


@desk(*MANAGER_ROLES)
@require_safe
def meeting(request: HttpRequest, uuid: Any) -> HttpResponse:
    item, kept = found_meeting(uuid), waiting_text(request)
    if kept is None:
        return meeting_page(request, item)
    if kept.view == "desk-grants-meeting-notes":
        return meeting_page(request, item, status=200, notes_form=NotesForm(kept.fields))
    subject = get_object_or_404(Application.objects.received(), call=item.call, uuid=kept.where["application"])
    form = ProposalForm(kept.fields, auto_id=f"id_{subject.pk}_%s")
    return meeting_page(request, item, status=200, wrong_application=subject.pk, wrong_form=form)


def meeting_page(request: HttpRequest, item: Meeting, *, status: int = 422, **shown: Any) -> HttpResponse:
    is_open = item.state == MeetingState.DRAFT
    items = considered(item.call)
    mine = [one for one in items if one.proposal and one.proposal.meeting_id == item.pk]
    if is_open:
        mine = [one for one in items if one.application.state == ApplicationState.RANKED]
    wrong = shown.get("wrong_application")
    return TemplateResponse(
        request,
        "grants/desk/meeting.html",
        {
            "meeting": item,
            "call": item.call,
            "is_open": is_open,
            "members": item.members.all(),
            "items": [
                (one, shown["wrong_form"] if one.application.pk == wrong else proposal_form(one)) for one in mine
            ],
            "sums": money_of(mine),
            "left": envelope_left(item.call),
            "member_form": shown.get("member_form") or MemberForm(),
            "notes_form": shown.get("notes_form") or NotesForm(initial={"notes": item.notes}),
            "was_kept": bool(shown) and status == 200,
            "wrong_application": wrong,
            "problems": committee.reasons_not_to_sign(item, item.call, list(item.proposals.all())) if is_open else [],
        },
        status=status if shown else 200,
    )


def proposal_form(item: Any) -> ProposalForm:
    proposal = item.proposal
    initial = {"verdict": item.suggested, "recommended": plain(item.application.requested)}
    if proposal:
        amount = plain(proposal.recommended) if proposal.recommended else ""
        initial = {"verdict": proposal.verdict, "recommended": amount, "reason": proposal.reason}
    return ProposalForm(initial=initial, auto_id=f"id_{item.application.pk}_%s")


@desk(*MANAGER_ROLES)
@require_POST
def add_member(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = found_meeting(uuid)
    form = MemberForm(request.POST)
    if not form.is_valid():
        return meeting_page(request, item, member_form=form)
    return done(request, item, lambda: committee.add_member(item, by=request.user, **form.cleaned_data), "#members")


@desk(*MANAGER_ROLES)
@require_POST
def remove_member(request: HttpRequest, uuid: Any, member: int) -> HttpResponse:
    item = found_meeting(uuid)
    row = get_object_or_404(MeetingMember, meeting=item, pk=member)
    return done(request, item, lambda: committee.remove_member(row, by=request.user), "#members")


@kept_at_desk("desk-grants-meeting", "uuid")
@desk(*MANAGER_ROLES)
@require_POST
def notes(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = found_meeting(uuid)
    form = NotesForm(request.POST)
    if not form.is_valid():
        return meeting_page(request, item, notes_form=form)
    return done(request, item, lambda: committee.write_notes(item, by=request.user, **form.cleaned_data), "#notes")


@kept_at_desk("desk-grants-meeting", "uuid")
@desk(*MANAGER_ROLES)
@require_POST
def propose(request: HttpRequest, uuid: Any, application: Any) -> HttpResponse:
    item = found_meeting(uuid)
    subject = get_object_or_404(Application.objects.received(), call=item.call, uuid=application)
    form = ProposalForm(request.POST, auto_id=f"id_{subject.pk}_%s")
    if not form.is_valid():
        return meeting_page(request, item, wrong_application=subject.pk, wrong_form=form)
    return done(
        request,
        item,
        lambda: committee.propose(item, subject, by=request.user, **form.cleaned_data),
        f"#application-{subject.number}",
    )


@desk(*MANAGER_ROLES)
@require_POST
def sign(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = found_meeting(uuid)
    try:
        committee.sign_minutes(item, by=request.user)
        messages.success(request, _("The minutes are signed; the letters can be prepared."))
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect(item)


@desk(*MANAGER_ROLES)
@require_safe
def minutes(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The minutes as a paper: those that were signed, or how they would look."""
    item = found_meeting(uuid)
    if item.minutes:
        return redirect(item.minutes)
    return paper(minutes_pdf(item, language=request.LANGUAGE_CODE), f"{item.call.code}-minutes.pdf")


@desk(*MANAGER_ROLES)
@require_safe
def evaluation(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = found_meeting(uuid)
    return paper(evaluation_pdf(item, language=request.LANGUAGE_CODE), f"{item.call.code}-evaluation.pdf")


def paper(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def done(request: HttpRequest, item: Meeting, act: Any, anchor: str) -> HttpResponse:
    try:
        act()
    except DomainError as problem:
        messages.error(request, str(problem))
    response = redirect(item)
    response["Location"] += anchor
    return response
