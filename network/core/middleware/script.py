"""Serves one stored text in both alphabets: the answer is put into the script of the language that was asked for."""

from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.decorators import sync_and_async_middleware
from django.utils.translation import get_language

from network.core.languages import language
from network.core.text import convert, convert_html


@sync_and_async_middleware
def ScriptMiddleware(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Converts HTML, whole pages and the parts that htmx asks for, once LocaleMiddleware knows the language.

    Streaming and compressed answers, other content than HTML, and the Wagtail admin (where texts are edited as they
    are stored) pass untouched. JSON does too: what JavaScript shows is converted with `in_script()` by its view.
    """
    if iscoroutinefunction(get_response):

        async def converted_async(request: HttpRequest) -> HttpResponseBase:
            answer: Awaitable[HttpResponseBase] = get_response(request)
            return convert_response(request, await answer)

        return converted_async

    def converted(request: HttpRequest) -> HttpResponseBase:
        return convert_response(request, get_response(request))

    return converted


def convert_response(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    reader = language(get_language())
    if not reader.converts or not is_convertible(request, response):
        return response
    html = response.content.decode(response.charset)  # type: ignore[attr-defined]
    response.content = convert_html(html, reader.script, reader.html_lang).encode(response.charset)  # type: ignore[attr-defined]
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]
    return response


def is_convertible(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        not response.streaming
        and not response.has_header("Content-Encoding")
        and response.get("Content-Type", "").partition(";")[0].strip().lower() == "text/html"
        and not request.path_info.startswith(reverse("wagtailadmin_home"))
    )


def in_script(text: str) -> str:
    """A plain text in the alphabet of the active language, for what does not travel as HTML: JSON, mail, calendars.

    Only for texts in Serbian, Bosnian or Montenegrin.
    """
    reader = language(get_language())
    return convert(text, reader.script) if reader.converts else text
