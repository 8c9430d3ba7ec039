from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from knowledge.citations import FORMATS
from knowledge.forms.filters import study_choices
from knowledge.forms.readers import AdaptationForm, CommentForm
from knowledge.models import CaseStudy
from knowledge.papers import study_pdf
from knowledge.permissions import can_start_study
from knowledge.queries import case_studies as queries
from knowledge.queries import readers, study_reading
from network.core.permissions import public


@public
@require_safe
def case_study_list(request: HttpRequest) -> HttpResponse:
    studies = queries.public_list(study_choices(request.GET), request.GET, request.GET.get("page"))
    context = {"studies": studies, "introduction": queries.introduction(), "may_write": can_start_study(request.user)}
    return TemplateResponse(request, "knowledge/case_study_list.html", context)


@public
@require_safe
def case_study(request: HttpRequest, slug: str) -> HttpResponse:
    """A published study in the reader's nearest language; one that is gone says why."""
    try:
        told = study_reading.whole(slug)
    except CaseStudy.DoesNotExist:
        raise Http404 from None
    if "gone" in told:
        return TemplateResponse(request, "knowledge/study_withdrawn.html", told["gone"], status=410)
    return study_response(request, told)


def study_response(request: HttpRequest, told: dict[str, Any], **forms: Any) -> HttpResponse:
    """The page of a published study with all that readers add to it; `forms` are those sent and not accepted."""
    study = told["study"]
    below = readers.below(study, told["comments"], told["adaptations"], request.user)
    if below["may_adapt"]:
        below["adaptation_form"] = AdaptationForm(organisations=readers.organisations_to_adapt(request.user, study))
    if below["may_comment"]:
        below["comment_form"] = CommentForm()
    return TemplateResponse(request, "knowledge/case_study_page.html", {**told, **below, **forms})


@public
@require_safe
def study_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The study as a PDF, made when asked for: what is not public has none."""
    page = study_reading.telling(get_object_or_404(CaseStudy.objects.public(), slug=slug))
    if page is None:
        raise Http404
    page.study = CaseStudy.objects.with_facts().get(pk=page.study_id)
    response = HttpResponse(study_pdf(page), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slug}.pdf"'
    return response


@public
@require_safe
def cite_study(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    study = get_object_or_404(CaseStudy.objects.public().select_related("organisation"), slug=slug)
    page = study_reading.telling(study)
    if page is None:
        raise Http404
    return citation_file(study_reading.citation(study, page), form)


def citation_file(citation: object, form: str) -> HttpResponse:
    """The citation as a file that reference managers open."""
    content_type, _label = FORMATS[form]
    response = HttpResponse(citation.render(form), content_type=content_type)  # type: ignore[attr-defined]
    response["Content-Disposition"] = f'attachment; filename="{citation.key}.{form}"'  # type: ignore[attr-defined]
    return response
