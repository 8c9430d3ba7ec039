"""The documents of an application, as its applicant adds and removes them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members import actions
from members.checklist import WITH_DOCUMENT
from members.forms.applications import DocumentForm
from members.models import MembershipApplication
from members.queries.applications import documents_of
from network.core.errors import DomainError
from network.core.permissions import signed_in

from .application_steps import STEPS, steps_of, writable


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
