"""Letters about decisions and complaints about them: the desk's pages and the applicant's."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants.actions import letters as acts
from grants.decision_papers import letter_pdf
from grants.decision_permissions import can_complain, can_see_letter
from grants.decision_states import LetterState
from grants.forms.committee import ComplaintAnswerForm, ComplaintForm, LetterForm
from grants.models import Call, Complaint, Letter
from grants.permissions import MANAGER_ROLES, can_manage
from grants.queries.committee import letters_of, waiting_for_letters
from grants.writing import WaitingText, keeps_writing, kept_at_desk, kept_for, waiting_text
from network.core.errors import DomainError
from network.core.languages import pick
from network.core.permissions import desk, require

from .assessment_desk import tabs
from .committee import found_call, paper


@desk(*MANAGER_ROLES)
@require_safe
def letter_list(request: HttpRequest, key: Any) -> HttpResponse:
    return letter_page(request, found_call(key), waiting_text(request))


def letter_page(
    request: HttpRequest, call: Call, kept: WaitingText | None = None, wrong: tuple[Complaint, Any] | None = None
) -> HttpResponse:
    """The letters and complaints of a call; `wrong` is a complaint with the answer that cannot be sent as typed."""
    found = list(letters_of(call))
    complaints = [letter.complaint for letter in found if hasattr(letter, "complaint")]
    forms = {item.pk: ComplaintAnswerForm(auto_id=f"id_{item.pk}_%s") for item in complaints}
    if kept:
        forms |= {item.pk: answer_form(item, kept.fields) for item in complaints if item.uuid == kept.where["uuid"]}
    if wrong:
        forms[wrong[0].pk] = wrong[1]
    return TemplateResponse(
        request,
        "grants/desk/letters.html",
        {
            "call": call,
            "tabs": tabs(call, "letters"),
            "letters": found,
            "drafts": sum(letter.state == LetterState.DRAFT for letter in found),
            "complaints": [(item, forms[item.pk]) for item in complaints],
            "waiting": waiting_for_letters(call).count(),
            "wrong": wrong and wrong[1],
            "was_kept": kept is not None,
        },
        status=422 if wrong else 200,
    )


def answer_form(complaint: Complaint, typed: Any) -> ComplaintAnswerForm:
    return ComplaintAnswerForm(typed, auto_id=f"id_{complaint.pk}_%s")


@desk(*MANAGER_ROLES)
@require_POST
def prepare(request: HttpRequest, key: Any) -> HttpResponse:
    number = acts.prepare_letters(found_call(key), by=request.user)
    said = ngettext(
        "%d letter is prepared. Read it before you send it.",
        "%d letters are prepared. Read them before you send them.",
        number,
    )
    messages.success(request, said % number)
    return redirect("desk-grants-letters", key=key)


@desk(*MANAGER_ROLES)
@require_POST
def send_all(request: HttpRequest, key: Any) -> HttpResponse:
    number = acts.send_letters(found_call(key), by=request.user)
    messages.success(request, ngettext("%d letter is sent.", "%d letters are sent.", number) % number)
    return redirect("desk-grants-letters", key=key)


def found_letter(request: HttpRequest, uuid: Any) -> Letter:
    letters = Letter.objects.select_related("application__call", "application__organisation", "file", "complaint")
    letter = get_object_or_404(letters, uuid=uuid)
    if not can_see_letter(request.user, letter):
        raise Http404
    return letter


@kept_at_desk("desk-grants-letter", "uuid")
@desk(*MANAGER_ROLES)
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One letter: its text and the words on each criterion, beside the paper it becomes."""
    item = found_letter(request, uuid)
    form, kept = None, waiting_text(request)
    if item.state == LetterState.DRAFT:
        labels = {one["key"]: f"{local(one['name'])} ({one['points']} / {one['maximum']})" for one in item.feedback}
        typed = kept.fields if kept else request.POST or None
        form = LetterForm(typed, feedback=item.feedback, labels=labels, initial={"body": item.body})
        if request.method == "POST" and form.is_valid():
            return done(
                request,
                item,
                lambda: acts.write_letter(item, body=form.cleaned_data["body"], reasons=form.reasons, by=request.user),
                _("Saved."),
            )
    return TemplateResponse(
        request,
        "grants/desk/letter.html",
        {
            "letter": item,
            "application": item.application,
            "call": item.application.call,
            "form": form,
            "was_kept": kept is not None,
        },
        status=422 if form and form.errors else 200,
    )


def local(texts: dict[str, str]) -> str:
    return pick(texts, get_language()).text


@desk(*MANAGER_ROLES)
@require_safe
def letter_paper(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = found_letter(request, uuid)
    return paper(letter_pdf(item), f"{item.application.number}-letter.pdf")


@desk(*MANAGER_ROLES)
@require_POST
def send(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = found_letter(request, uuid)
    require(can_manage(request.user, item.application))
    return done(request, item, lambda: acts.send_letter(item, by=request.user), _("The letter is sent."))


@kept_at_desk("desk-grants-letters", "key")
@desk(*MANAGER_ROLES)
@require_POST
def answer(request: HttpRequest, key: Any, uuid: Any) -> HttpResponse:
    complaints = Complaint.objects.select_related("letter__application__call")
    complaint = get_object_or_404(complaints, uuid=uuid, letter__application__call__translation_key=key)
    application = complaint.letter.application
    require(can_manage(request.user, application))
    form = answer_form(complaint, request.POST)
    if not form.is_valid():
        return letter_page(request, application.call, wrong=(complaint, form))
    try:
        acts.answer_complaint(complaint, by=request.user, **form.cleaned_data)
        messages.success(request, _("The answer is sent."))
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("desk-grants-letters", key=key)


@keeps_writing
@require_safe
def read(request: HttpRequest, uuid: Any) -> HttpResponse:
    return read_page(request, found_letter(request, uuid))


def read_page(request: HttpRequest, item: Letter, form: Any = None) -> HttpResponse:
    may_complain = can_complain(request.user, item, timezone.localdate())
    kept = request.kept_writing  # type: ignore[attr-defined]
    return TemplateResponse(
        request,
        "grants/letter.html",
        {
            "letter": item,
            "application": item.application,
            "complaint": getattr(item, "complaint", None),
            "form": form or (ComplaintForm(initial=kept.dict() if kept else None) if may_complain else None),
            "was_kept": kept is not None,
        },
        status=422 if form else 200,
    )


@kept_for("grants-letter")
@require_POST
def complain(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = found_letter(request, uuid)
    form = ComplaintForm(request.POST)
    if not form.is_valid():
        require(can_complain(request.user, item, timezone.localdate()))
        return read_page(request, item, form)
    try:
        acts.file_complaint(item, by=request.user, today=timezone.localdate(), **form.cleaned_data)
        messages.success(request, _("Your complaint is filed; you get an answer on this page."))
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("grants-letter", uuid=item.uuid)


def done(request: HttpRequest, item: Letter, act: Any, sentence: str) -> HttpResponse:
    try:
        act()
        messages.success(request, sentence)
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("desk-grants-letter", uuid=item.uuid)
