"""Questions and corrigenda: asked by anybody, answered and published on the desk; and the blank form to print."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants.actions.notices import answer_question, ask_question, decline_question, publish_corrigendum
from grants.blank_forms import blank_form
from grants.forms.notices import AnswerForm, AskForm, CorrigendumForm
from grants.models import Call, CallQuestion
from grants.permissions import MANAGER_ROLES
from grants.queries.calls import Moment, page_of, takes_questions
from grants.writing import WaitingText, kept_at_desk, waiting_text
from network.core.errors import DomainError
from network.core.permissions import desk, public

from .assessment_desk import opened_call, tabs


@public
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """A question about a call, with or without an account."""
    call = get_object_or_404(Call, slug=slug)
    page = page_of(call)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            ask_question(call, form.cleaned_data["text"], by=request.user, now=timezone.now())
            messages.success(request, _("Thank you. The answer will stand on the page of the call."))
            return redirect(page.url if page else "grants-mine")
        except DomainError as problem:
            form.add_error(None, str(problem))
    context = {"call": call, "page": page, "form": form, "takes_questions": takes_questions(call, timezone.now())}
    return TemplateResponse(request, "grants/ask.html", context, status=422 if form.errors else 200)


@public
@require_safe
def blank(request: HttpRequest, slug: str) -> HttpResponse:
    """The form on paper."""
    call = get_object_or_404(Call.objects.prefetch_related("countries"), slug=slug)
    content = blank_form(call, language=get_language() or "en")
    disposition = f'inline; filename="{call.slug}-form.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


@desk(*MANAGER_ROLES)
@require_safe
def notices(request: HttpRequest, key: Any) -> HttpResponse:
    return notices_page(request, opened_call(key), kept=waiting_text(request))


@kept_at_desk("desk-grants-notices", "key")
@desk(*MANAGER_ROLES)
@require_POST
def answer(request: HttpRequest, key: Any, question: Any) -> HttpResponse:
    call = opened_call(key)
    item = get_object_or_404(CallQuestion, call=call, uuid=question)
    form = answer_form(item, request.POST)
    try:
        if request.POST.get("decline"):
            decline_question(item, by=request.user, now=timezone.now())
            messages.success(request, _("Put aside; it is not published."))
        elif form.is_valid():
            answer_question(item, form.cleaned_data["answer"], by=request.user, now=timezone.now())
            messages.success(request, _("The answer is on the page of the call."))
        else:
            return notices_page(request, call, wrong=form, asked=item)
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("desk-grants-notices", key=key)


@kept_at_desk("desk-grants-notices", "key")
@desk(*MANAGER_ROLES)
@require_POST
def correct(request: HttpRequest, key: Any) -> HttpResponse:
    call = opened_call(key)
    form = CorrigendumForm(request.POST, zone=call.time_zone)
    if not form.is_valid():
        return notices_page(request, call, wrong=form)
    try:
        publish_corrigendum(
            call,
            form.cleaned_data["text"],
            by=request.user,
            now=timezone.now(),
            closes_at=form.cleaned_data["closes_at"],
            adopts_form=form.cleaned_data["adopts_form"],
        )
        messages.success(request, _("The corrigendum is published and mailed."))
        return redirect("desk-grants-notices", key=key)
    except DomainError as problem:
        form.add_error(None, str(problem))
        return notices_page(request, call, wrong=form)


def answer_form(question: CallQuestion, typed: Any = None) -> AnswerForm:
    return AnswerForm(typed, auto_id=f"id_{question.pk}_%s", initial={"answer": question.answer})


def notices_page(
    request: HttpRequest,
    call: Call,
    *,
    kept: WaitingText | None = None,
    wrong: Any = None,
    asked: CallQuestion | None = None,
) -> HttpResponse:
    """Questions and corrigenda of a call; `wrong` is the answer (to `asked`) or corrigendum that cannot be published."""
    waiting, published = list(call.questions.waiting()), list(call.questions.published())
    questions = [*waiting, *published]
    forms = {item.pk: answer_form(item) for item in questions}
    corrigendum = wrong if wrong and not asked else CorrigendumForm(zone=call.time_zone)
    if asked:
        forms[asked.pk] = wrong
    if kept and kept.view == "desk-grants-answer":
        forms |= {item.pk: answer_form(item, kept.fields) for item in questions if item.uuid == kept.where["question"]}
    elif kept:
        corrigendum = CorrigendumForm(kept.fields, zone=call.time_zone)
    return TemplateResponse(
        request,
        "grants/desk/notices.html",
        {
            "call": call,
            "tabs": tabs(call, "notices"),
            "waiting": [(item, forms[item.pk]) for item in waiting],
            "published": [(item, forms[item.pk]) for item in published],
            "corrigenda": list(call.corrigenda.all()),
            "deadline": Moment(call.closes_at, call.time_zone),
            "is_open": timezone.now() <= call.closes_at,
            "form": corrigendum,
            "wrong": wrong,
            "was_kept": kept is not None,
        },
        status=422 if wrong else 200,
    )
