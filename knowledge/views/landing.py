from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from knowledge.queries import case_studies, landing, reports, tracker
from network.core.permissions import public


@public
@require_safe
def knowledge(request: HttpRequest) -> HttpResponse:
    context = {
        "page": landing.introduction(),
        "collections": landing.collections(),
        "coming": landing.coming_collections(),
        "studies": case_studies.newest(3),
        "reports": reports.newest(2),
        "statuses": tracker.public_statuses(),
    }
    return TemplateResponse(request, "knowledge/landing.html", context)
