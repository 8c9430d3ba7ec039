"""The policy for pages of the Wagtail admin, whose editor needs what visitors' pages must never have."""

from collections.abc import Callable

from csp.constants import HEADER, NONE, SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

ADMIN_PREFIX = "/admin/"
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],  # the preview beside the editor is a frame of our own page
}


class AdminPolicyMiddleware:
    """Relaxes the content security policy under /admin/ only: inline script and style, and frames of our own.

    Third parties stay impossible there too. Sits below CSPMiddleware, which reads what is left on the response.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(ADMIN_PREFIX):
            self.relax(response)
        return response

    def relax(self, response: HttpResponse) -> None:
        if response.headers.get("X-Frame-Options") == "DENY":
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        if HEADER in response.headers:  # a preview: a visitor's page with its policy on, to be framed by the editor
            response.headers[HEADER] = response.headers[HEADER].replace(
                f"frame-ancestors {NONE}", f"frame-ancestors {SELF}"
            )
        else:
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]
