"""Where the desk says in a further language what the pictures of a published study show."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knowledge.actions.pictures import translate_pictures
from knowledge.forms.picture_words import forms_for
from knowledge.permissions import can_change_facts
from knowledge.queries.study_reading import tellings
from network.core.errors import DomainError
from network.core.languages import CONTENT_LANGUAGES
from network.core.permissions import desk, require

from .study_desk import KEEPERS, handled


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def study_picture_translate(request: HttpRequest, study_id: UUID, language: str) -> HttpResponse:
    study = handled(request, study_id)
    require(can_change_facts(request.user, study))
    pages = {page.language: page for page in tellings(study)}
    if language == study.language or language not in pages or study.language not in pages:
        raise Http404
    data = request.POST if request.method == "POST" else None
    rows = forms_for(pages[study.language].shown_pictures, pages[language].shown_pictures, data)
    valid = [form.is_valid() for _picture, form in rows]  # each, so that each says what is wrong
    if data and all(valid):
        words = {picture.key: form.cleaned_data for picture, form in rows}
        try:
            translate_pictures(study, by=request.user, language=language, words=words)
            messages.success(request, _("Saved. Readers see it now."))
            return redirect(study.get_desk_url())
        except DomainError as refusal:
            messages.error(request, str(refusal))
    context = {"study": study, "rows": rows, "language": language, "language_name": CONTENT_LANGUAGES[language]}
    return TemplateResponse(request, "knowledge/study_picture_translate.html", context)
