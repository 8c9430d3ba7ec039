"""Applying to join, step by step: what is valid is kept at once, what is missing is said on the way on."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members import actions
from members.actions.applications import Check
from members.checklist import WITH_DOCUMENT
from members.forms.applications import DeclarationForm, DocumentForm, OrganisationStep, StepForm
from members.models import MembershipApplication
from members.permissions import can_write_application
from members.queries.applications import documents_of, missing_parts
from members.queries.duplicates import duplicates_of
from members.states import ApplicationState
from network.core.errors import DomainError, TransitionError
from network.core.permissions import signed_in

from .application_documents import documents_page
from .application_steps import STEPS, after, fresh, keys_of, own, steps_of, writable


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
    if form_class is None or key not in keys_of(case):
        return redirect("application-step", case.uuid, after(key, case, request))
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


# --- Pages and pieces -------------------------------------------------------------------------------------------------


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
