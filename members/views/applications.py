"""Applying to join, from the applicant's side: steps, documents, handing in, and seeing where it stands."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from members import actions
from members.actions.applications import Check
from members.checklist import WITH_DOCUMENT
from members.forms.applications import (
    ContactStep,
    DeclarationForm,
    DocumentForm,
    EndorsementForm,
    OrganisationStep,
    ReasonForm,
    StepForm,
    WorkStep,
)
from members.models import MembershipApplication
from members.permissions import can_write_application, endorsing_organisations
from members.queries.applications import documents_of, missing_parts, story_of
from members.queries.duplicates import duplicates_of
from members.states import DECIDED, ApplicationState
from network.core.errors import DomainError, TransitionError
from network.core.permissions import require, signed_in


@dataclass(frozen=True)
class Step:
    key: str
    title: Promise
    form: type[StepForm] | None = None


STEPS = {
    step.key: step
    for step in (
        Step("organisation", gettext_lazy("The organisation"), OrganisationStep),
        Step("work", gettext_lazy("What it does"), WorkStep),
        Step("contact", gettext_lazy("Contact and place"), ContactStep),
        Step("documents", gettext_lazy("Documents")),
        Step("review", gettext_lazy("Check and hand in")),
    )
}


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """What joining means, and the first page of a new application; whoever has a draft goes on with that."""
    mine = MembershipApplication.objects.filter(applicant=request.user)
    draft = mine.filter(state=ApplicationState.DRAFT).first()
    if draft:
        return redirect("application-step", draft.uuid, "organisation")
    form = OrganisationStep(request.POST if request.method == "POST" else None, draft=True)
    form.fields["name"].required = form.fields["country"].required = True
    if request.method == "POST" and form.is_valid():
        application = actions.start_application(by=request.user, **form.facts())
        return redirect("application-step", application.uuid, after("organisation", application, request))
    return TemplateResponse(
        request,
        "members/application_start.html",
        {"form": form, "items": WITH_DOCUMENT, "open_applications": mine.open()},
    )


@signed_in
def step(request: HttpRequest, application: Any, key: str) -> HttpResponse:
    """One page of the form. What is valid is stored at every press of a button, and by the browser while one writes."""
    case = writable(request, application)
    if key == "documents":
        return documents_page(request, case, DocumentForm())
    if key == "review":
        return review_page(request, case, declaration_form(case))
    form_class = STEPS[key].form
    if form_class is None:
        raise LookupError(key)
    if request.method != "POST":
        return step_page(request, case, key, form_class(instance=case))
    draft = form_class(request.POST, instance=fresh(case), draft=True)
    draft.is_valid()
    try:
        facts = draft.facts()
        case = actions.save_application(case, by=request.user, check=unchanged(form_class, request), **facts)
    except EditedMeanwhile as error:
        if "X-Autosave" in request.headers:
            return JsonResponse({"problem": str(error)}, status=409)
        form = form_class(request.POST, instance=fresh(case))
        form.add_error(None, str(error))
        return step_page(request, case, key, form)
    if "X-Autosave" in request.headers:
        version = form_class(instance=fresh(case)).version
        return JsonResponse({"saved_at": case.saved_at.isoformat(), "version": version})
    if "leave" in request.POST and not draft.errors:
        messages.success(request, _("Your draft is saved. You find it on your account page."))
        return redirect(case)
    form = form_class(request.POST, instance=fresh(case))
    if not form.is_valid():
        return step_page(request, case, key, form)
    return redirect("application-step", case.uuid, after(key, case, request))


@signed_in
@require_POST
def add_document(request: HttpRequest, application: Any) -> HttpResponse:
    case = writable(request, application)
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.attach_document(
                case, form.cleaned_data["file"], purpose=form.cleaned_data["purpose"], by=request.user
            )
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("The document is stored."))
            return redirect(
                f"{reverse('application-step', args=[case.uuid, 'documents'])}#{form.cleaned_data['purpose']}"
            )
    return documents_page(request, case, form)


@signed_in
@require_POST
def remove_document(request: HttpRequest, application: Any, document: Any) -> HttpResponse:
    case = writable(request, application)
    file = next((file for file in documents_of(case) if file.pk == document), None)
    if file:
        actions.remove_document(case, file, by=request.user)
        messages.success(request, _("The document is removed."))
    return redirect("application-step", case.uuid, "documents")


@signed_in
@require_POST
def submit(request: HttpRequest, application: Any) -> HttpResponse:
    case = own(request, application)
    if not can_write_application(request.user, case):
        return redirect(case)  # a second click, or the page of yesterday: it is handed in already
    form = declaration_form(case, request.POST)
    if form.is_valid():
        try:
            actions.submit_application(case, by=request.user, answer=form.cleaned_data.get("answer", ""))
        except TransitionError:
            return redirect(case)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your application is handed in. The coordinator has been told."))
            return redirect(case)
    return review_page(request, case, form)


@signed_in
@require_POST
def withdraw(request: HttpRequest, application: Any) -> HttpResponse:
    case = own(request, application)
    form = ReasonForm(request.POST, required=False)
    if form.is_valid():
        try:
            actions.withdraw_application(case, by=request.user, reason=form.cleaned_data["reason"])
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Your application is withdrawn."))
    return redirect(case)


@signed_in
@require_safe
def status(request: HttpRequest, application: Any) -> HttpResponse:
    """Where it stands and who has it."""
    case = own(request, application)
    return TemplateResponse(
        request,
        "members/application_status.html",
        {
            "application": case,
            "story": story_of(case),
            "documents": documents_of(case),
            "is_decided": case.state in DECIDED,
            "endorsements": case.endorsements.select_related("organisation"),
            "missing": missing_parts(case) if case.is_with_applicant else [],
            "withdraw_form": ReasonForm(label=_("Why? (the coordinator reads it)"), required=False),
        },
    )


@signed_in
def endorse(request: HttpRequest, application: Any) -> HttpResponse:
    """A member organisation of the country stands up for an applicant, whose representative sent it the address."""
    case = get_object_or_404(MembershipApplication.objects.handed_in().select_related("country"), uuid=application)
    bodies = endorsing_organisations(request.user, case)
    if not bodies:
        raise Http404
    form = EndorsementForm(request.POST if request.method == "POST" else None, organisations=bodies)
    if request.method == "POST" and form.is_valid():
        try:
            actions.endorse_application(case, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Thank you. The coordinator sees your words beside the application."))
            return redirect("account-settings")
    return TemplateResponse(request, "members/application_endorse.html", {"application": case, "form": form})


class EditedMeanwhile(DomainError):
    """The same page of the application was saved in another window since this one was opened."""


def unchanged(form_class: type[StepForm], request: HttpRequest) -> Check:
    """Refuses to write over what another window saved, once: whoever sends the page again has read the warning."""
    seen = request.POST.get("version", "")

    def check(case: MembershipApplication) -> None:
        if seen and seen != form_class(instance=case).version:
            raise EditedMeanwhile(
                _("This page was saved in another window meanwhile. Check what stands here, then save it again.")
            )

    return check


# --- Pages and pieces ---------------------------------------------------------------------------------------------


def step_page(request: HttpRequest, case: MembershipApplication, key: str, form: StepForm) -> HttpResponse:
    return TemplateResponse(
        request,
        "members/application_step.html",
        {
            "application": case,
            "form": form,
            "version": type(form)(instance=fresh(case)).version,
            "step": STEPS[key],
            "steps": steps_of(case, key),
            "duplicates": duplicates_of(case) if key == "organisation" else [],
            "autosave_url": reverse("application-step", args=[case.uuid, key]),
        },
    )


def documents_page(request: HttpRequest, case: MembershipApplication, form: DocumentForm) -> HttpResponse:
    held = documents_of(case)
    sent = form.data.get("purpose", "") if form.is_bound else ""
    slots = [
        (
            item,
            [document for document in held if document.purpose == item.purpose],
            form if item.purpose == sent else DocumentForm(initial={"purpose": item.purpose}, auto_id=f"{item.key}_%s"),
        )
        for item in WITH_DOCUMENT
    ]
    return TemplateResponse(
        request,
        "members/application_documents.html",
        {"application": case, "slots": slots, "steps": steps_of(case, "documents"), "step": STEPS["documents"]},
    )


def review_page(request: HttpRequest, case: MembershipApplication, form: DeclarationForm) -> HttpResponse:
    missing = [
        (part.sentence, reverse("application-step", args=[case.uuid, part.step])) for part in missing_parts(case)
    ]
    return TemplateResponse(
        request,
        "members/application_review.html",
        {
            "application": case,
            "form": form,
            "missing": missing,
            "documents": documents_of(case),
            "duplicates": duplicates_of(case),
            "steps": steps_of(case, "review"),
            "step": STEPS["review"],
        },
    )


def declaration_form(case: MembershipApplication, data: Any = None) -> DeclarationForm:
    return DeclarationForm(data, asks_answer=case.state == ApplicationState.NEEDS_INFO)


def steps_of(case: MembershipApplication, current: str) -> list[dict[str, Any]]:
    lacking = {part.step for part in missing_parts(case)}
    return [
        {
            "label": step.title,
            "url": reverse("application-step", args=[case.uuid, key]),
            "done": key not in lacking and key != "review",
            "current": key == current,
        }
        for key, step in STEPS.items()
    ]


def after(key: str, case: MembershipApplication, request: HttpRequest) -> str:
    """The step that follows; the first is shown once more when the network knows something like it."""
    if key == "organisation" and "seen" not in request.POST and duplicates_of(case):
        return key
    keys = list(STEPS)
    return keys[min(keys.index(key) + 1, len(keys) - 1)]


def own(request: HttpRequest, uuid: Any) -> MembershipApplication:
    mine = MembershipApplication.objects.filter(applicant=request.user)
    return get_object_or_404(mine.select_related("country", "municipality", "verifier", "organisation"), uuid=uuid)


def writable(request: HttpRequest, uuid: Any) -> MembershipApplication:
    case = own(request, uuid)
    require(can_write_application(request.user, case))
    return case


def fresh(case: MembershipApplication) -> MembershipApplication:
    """A copy for a form to write on, so that what it refuses does not show elsewhere on the page."""
    return MembershipApplication.objects.select_related("country", "municipality").get(pk=case.pk)
