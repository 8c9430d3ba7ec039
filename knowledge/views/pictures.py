"""Pictures of case studies: the page where authors add and describe them, and the address from which they are shown."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.actions import case_studies, pictures
from knowledge.forms.pictures import PictureForm, WordsForm
from knowledge.models import CaseStudy
from knowledge.permissions import can_write_study
from knowledge.pictures import MOST, PURPOSE
from network.core import uploads
from network.core.errors import DomainError
from network.core.models import PrivateFile
from network.core.permissions import public, require, signed_in

from .writing import own

KEPT_BY_BROWSERS = 86_400  # seconds; the bytes of a picture never change


@public
@require_safe
def study_picture(request: HttpRequest, key: UUID) -> HttpResponse:
    """A picture in the page; everybody sees those of published texts, of a draft only those who may read it."""
    file = get_object_or_404(PrivateFile, pk=key, purpose=PURPOSE)
    if not uploads.may_read(request.user, file):
        raise Http404
    try:
        content = file.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(content, content_type=file.content_type)
    response["Content-Length"] = file.size
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    shown_to_all = uploads.may_read(None, file)
    response["Cache-Control"] = f"public, max-age={KEPT_BY_BROWSERS}" if shown_to_all else "private, no-store"
    return response  # type: ignore[return-value]


@signed_in
@require_http_methods(["GET", "POST"])
def study_pictures(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """The pictures of a draft, each with its words, and a form for one more."""
    study = own(request, study_id)
    require(can_write_study(request.user, study))
    form = PictureForm(request.POST or None, request.FILES or None, version=study.version)
    if request.method == "POST" and form.is_valid():
        try:
            pictures.add_picture(study, by=request.user, **form.cleaned_data)
            messages.success(request, _("The picture has been added."))
            return redirect("study-pictures", study_id=study.uuid)
        except DomainError as refusal:
            form.add_error("file" if isinstance(refusal, uploads.UploadRefused) else None, str(refusal))
    page = case_studies.draft_of(study)
    shown = [(one, WordsForm(picture=one, version=study.version)) for one in page.shown_pictures]
    context = {"study": study, "form": form, "pictures": shown, "most": MOST}
    return TemplateResponse(request, "knowledge/study_pictures.html", context)


@signed_in
@require_POST
def study_picture_words(request: HttpRequest, study_id: UUID, key: UUID) -> HttpResponse:
    study = own(request, study_id)
    form = WordsForm(request.POST, version=study.version)
    if not form.is_valid():
        messages.error(request, _("This text is too long or the page is out of date. Nothing was changed."))
        return redirect("study-pictures", study_id=study.uuid)
    return changed(request, study, pictures.change_picture, key, _("Saved."), **form.cleaned_data)


@signed_in
@require_POST
def study_picture_remove(request: HttpRequest, study_id: UUID, key: UUID) -> HttpResponse:
    study = own(request, study_id)
    version = WordsForm(request.POST, version=study.version)
    version.full_clean()
    done = _("The picture has been taken out.")
    return changed(request, study, pictures.remove_picture, key, done, version=version.cleaned_data.get("version", 0))


def changed(request: HttpRequest, study: CaseStudy, action: Any, key: UUID, done: str, **details: Any) -> HttpResponse:
    try:
        action(study, by=request.user, key=str(key), **details)
        messages.success(request, done)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("study-pictures", study_id=study.uuid)
