from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from network.core.permissions import signed_in


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "site/desk.html", {})
