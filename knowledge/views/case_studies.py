from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from knowledge.citations import FORMATS
from knowledge.forms.filters import study_choices
from knowledge.models import CaseStudy
from knowledge.permissions import can_start_study
from knowledge.queries import case_studies as queries
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
    """A published study in the reader's nearest language; Wagtail renders the page."""
    page = queries.telling(get_object_or_404(CaseStudy.objects.public(), slug=slug))
    if page is None:
        raise Http404
    return page.serve(request)


@public
@require_safe
def cite_study(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    study = get_object_or_404(CaseStudy.objects.public().select_related("organisation"), slug=slug)
    page = queries.telling(study)
    if page is None:
        raise Http404
    return citation_file(queries.citation(study, page), form)


def citation_file(citation: object, form: str) -> HttpResponse:
    """The citation as a file that reference managers open."""
    content_type, _label = FORMATS[form]
    response = HttpResponse(citation.render(form), content_type=content_type)  # type: ignore[attr-defined]
    response["Content-Disposition"] = f'attachment; filename="{citation.key}.{form}"'  # type: ignore[attr-defined]
    return response
