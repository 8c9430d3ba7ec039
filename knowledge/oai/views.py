from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from network.core.permissions import public

from .answers import document, envelope, error
from .requests import Refusal, arguments

ADDRESS = f"{settings.SITE_URL}/oai"


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Errors of the protocol are answers like others. SECURITY: no CSRF token, since a POST here only reads."""
    query = request.POST if request.method == "POST" else request.GET
    try:
        given = arguments(query)
        answer = document(query["verb"], given, ADDRESS)
    except Refusal as refusal:
        answer = envelope(error(refusal), {}, ADDRESS)
    return HttpResponse(answer, content_type="text/xml; charset=utf-8")
