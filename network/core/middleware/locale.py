"""Which language a page speaks, as Django decides it, but for addresses that have none."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers


class AddressLocaleMiddleware(LocaleMiddleware):
    """Django sends whoever gets a 404 without a language prefix on to the same address with one.

    That is meant for addresses nobody knows. Where a view of ours answered 404 itself (a private file, an API) it would
    turn a plain no into a detour, so there the answer stands.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 404 and getattr(request, "resolver_match", None) is not None:
            patch_vary_headers(response, ("Accept-Language",))
            return response
        return super().process_response(request, response)
