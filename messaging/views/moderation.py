"""Reporting a message, deciding about it, and objecting to what was decided."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from messaging import queries
from messaging.actions import answer_appeal, handle_report, hide_message, object_to, report_message
from messaging.justice import (
    appeals_before,
    can_answer_appeal,
    can_appeal,
    can_report_message,
    can_see_measure,
    has_to_judge,
    measures_before,
    reports_before,
)
from messaging.justice_forms import AppealAnswerForm, AppealForm, DecisionForm, RemoveForm, ReportForm
from messaging.models import Measure
from messaging.permissions import can_hide_message
from messaging.states import ReportState
from network.core.errors import DomainError
from network.core.permissions import require, signed_in

from .answers import done, message_for

PER_PAGE = 20


@signed_in
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a decision of the reader, and what was decided in the rooms they look after."""
    require(has_to_judge(request.user))
    reports = list(reports_before(request.user).waiting())
    appeals = list(appeals_before(request.user))
    log = Paginator(measures_before(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rooms = {one.room_id: one.room for one in [*reports, *appeals, *log]}
    titles = queries.titles_for(list(rooms.values()), request.user)
    for one in [*reports, *appeals, *log]:
        one.room_title = titles[one.room_id][0]
    context = {"reports": reports, "appeals": appeals, "log": log}
    return TemplateResponse(request, "messaging/moderation.html", context)


@signed_in
def message_report(request: HttpRequest, slug: str, seq: int) -> HttpResponse:
    message = message_for(request, slug, seq)
    require(can_report_message(request.user, message))
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        report_message(message, by=request.user, **form.cleaned_data)
        sentence = _("Thank you. The moderators see the message as it is now and will tell you what they decided.")
        return done(request, f"{message.room.get_absolute_url()}?around={seq}#m{seq}", sentence)
    context = {"message": message, "room": message.room, "form": form}
    return TemplateResponse(request, "messaging/message_report.html", context, status=422 if form.errors else 200)


@signed_in
def message_hide(request: HttpRequest, slug: str, seq: int) -> HttpResponse:
    message = message_for(request, slug, seq)
    require(can_hide_message(request.user, message))
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        hide_message(message, by=request.user, reason=form.cleaned_data["reason"])
        return done(request, f"{message.room.get_absolute_url()}?around={seq}#m{seq}", _("The message is hidden."))
    context = {"message": message, "room": message.room, "form": form}
    return TemplateResponse(request, "messaging/message_hide.html", context, status=422 if form.errors else 200)


@signed_in
def report(request: HttpRequest, report: str) -> HttpResponse:
    """The evidence and the decision. Those who do not decide here do not find it."""
    found = get_object_or_404(reports_before(request.user), uuid=report)
    is_open = found.state == ReportState.OPEN
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if is_open and form.is_valid():
        try:
            handle_report(found, by=request.user, **form.cleaned_data)
            return done(request, "moderation", _("Decided. Those concerned are told."))
        except DomainError as error:
            form.add_error(None, str(error))
    context = {
        "report": found,
        "title": queries.titles_for([found.room], request.user)[found.room_id][0],
        "form": form if is_open else None,
        "others": found.message.reports.exclude(pk=found.pk).select_related("reporter"),
    }
    return TemplateResponse(request, "messaging/report.html", context, status=422 if form.errors else 200)


@signed_in
def measure(request: HttpRequest, measure: str) -> HttpResponse:
    """What was done to somebody: they object here, and somebody else answers."""
    measures = Measure.objects.select_related("room", "room__organisation", "person", "message", "message__room")
    found = get_object_or_404(measures, uuid=measure)
    if not can_see_measure(request.user, found):
        raise Http404
    form = form_for(request, found)
    if form is not None and form.is_valid():
        try:
            decide(request, found, form)
            return done(request, found, _("Your words are with those who decide."))
        except DomainError as error:
            form.add_error(None, str(error))
    context = {
        "measure": found,
        "title": queries.titles_for([found.room], request.user)[found.room_id][0],
        "form": form,
        "is_mine": found.person_id == request.user.pk,
    }
    status = 422 if form is not None and form.errors else 200
    return TemplateResponse(request, "messaging/measure.html", context, status=status)


def form_for(request: HttpRequest, measure: Measure) -> AppealForm | AppealAnswerForm | None:
    """The form for what the reader may do about the measure, if anything."""
    data = request.POST if request.method == "POST" else None
    if can_appeal(request.user, measure):
        return AppealForm(data)
    if can_answer_appeal(request.user, measure):
        return AppealAnswerForm(data)
    return None


def decide(request: HttpRequest, measure: Measure, form: AppealForm | AppealAnswerForm) -> None:
    if isinstance(form, AppealForm):
        object_to(measure, by=request.user, words=form.cleaned_data["words"])
    else:
        answer_appeal(measure, by=request.user, **form.cleaned_data)
