"""Where the desk proposes peer reviews and where instruments are built."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knowledge.actions import instruments as instrument_actions
from knowledge.actions import peer_reviews as actions
from knowledge.forms.peer_reviews import InstrumentForm, ProposalForm, QuestionForm
from knowledge.models import Instrument
from knowledge.queries import peer_reviews as queries
from knowledge.queries.people import possible_hosts
from network.core.errors import DomainError
from network.core.languages import content_language
from network.core.permissions import desk

KEEPERS = ("coordinator", "secretariat")
BUILDERS = ("editor", "secretariat")


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def review_desk(request: HttpRequest) -> HttpResponse:
    """The reviews of this desk, and the proposal of a new one."""
    initial = {"language": content_language(get_language())}
    data = request.POST if request.method == "POST" else None
    form = ProposalForm(data, hosts=possible_hosts(request.user), initial=initial)
    if form.is_valid():
        try:
            return redirect(actions.propose_review(by=request.user, **form.cleaned_data))
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"reviews": queries.mine(request.user).distinct()[:200], "form": form}
    return TemplateResponse(request, "knowledge/review_desk.html", context)


@desk(*BUILDERS)
@require_http_methods(["GET", "POST"])
def instrument_desk(request: HttpRequest) -> HttpResponse:
    initial = {"language": content_language(get_language())}
    form = InstrumentForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        try:
            built = instrument_actions.build_instrument(
                data["version"], by=request.user, titles={data["language"]: data["title"]}
            )
            return redirect("instrument", slug=built.slug)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    instruments = Instrument.objects.select_related("version__framework")
    return TemplateResponse(request, "knowledge/instrument_desk.html", {"instruments": instruments, "form": form})


@desk(*BUILDERS)
@require_http_methods(["GET", "POST"])
def instrument(request: HttpRequest, slug: str, number: int = 0) -> HttpResponse:
    """The questions; with a number, the wording of one."""
    found = get_object_or_404(Instrument.objects.select_related("version__framework"), slug=slug)
    item = get_object_or_404(found.items, number=number) if number else None
    form = None
    if item and found.frozen_at is None:
        initial = {"question": item.question.text, "language": item.question.lang}
        form = QuestionForm(request.POST if request.method == "POST" else None, initial=initial)
        if form.is_valid():
            words = {form.cleaned_data["language"]: form.cleaned_data["question"]}
            try:
                instrument_actions.word_question(item, by=request.user, questions=words)
                messages.success(request, _("Saved."))
                return redirect("instrument", slug=slug)
            except DomainError as refusal:
                form.add_error(None, str(refusal))
    context = {"instrument": found, "items": found.items.select_related("indicator"), "item": item, "form": form}
    return TemplateResponse(request, "knowledge/instrument.html", context)


@desk(*BUILDERS)
@require_POST
def question_drop(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = get_object_or_404(Instrument, slug=slug)
    try:
        instrument_actions.drop_question(get_object_or_404(found.items, number=number), by=request.user)
        messages.success(request, _("Left out."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("instrument", slug=slug)
