"""One stored text, two alphabets: what is converted on its way out, and what never is."""

import json

import pytest
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import AsyncRequestFactory, RequestFactory
from django.utils.translation import override

from network.core.middleware.script import ScriptMiddleware, in_script

PAGE = (
    '<html lang="sr"><p>Њега и pomoć</p><p lang="bs">Pomoć и љубав</p><p lang="sr">Ђак</p>'
    '<p lang="mk">Ѓак</p><p lang="en">Help и</p></html>'
)


def answered(language, response, path="/sr/x/"):
    with override(language):
        return ScriptMiddleware(lambda request: response)(RequestFactory().get(path))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "sr",
            '<html lang="sr-Cyrl"><p>Њега и помоћ</p><p lang="bs">Помоћ и љубав</p><p lang="sr">Ђак</p>'
            '<p lang="mk">Ѓак</p><p lang="en">Help и</p></html>',
        ),
        (
            "sr-latn",
            '<html lang="sr-Latn"><p>Njega i pomoć</p><p lang="bs">Pomoć i ljubav</p><p lang="sr">Đak</p>'
            '<p lang="mk">Ѓак</p><p lang="en">Help и</p></html>',
        ),
        (
            "cnr",
            '<html lang="cnr-Latn"><p>Njega i pomoć</p><p lang="bs">Pomoć i ljubav</p><p lang="sr">Đak</p>'
            '<p lang="mk">Ѓак</p><p lang="en">Help и</p></html>',
        ),
        (
            "cnr-cyrl",
            '<html lang="cnr-Cyrl"><p>Њега и помоћ</p><p lang="bs">Помоћ и љубав</p><p lang="sr">Ђак</p>'
            '<p lang="mk">Ѓак</p><p lang="en">Help и</p></html>',
        ),
        (
            "bs",
            '<html lang="bs"><p>Njega i pomoć</p><p lang="bs">Pomoć i ljubav</p><p lang="sr">Đak</p>'
            '<p lang="mk">Ѓак</p><p lang="en">Help и</p></html>',
        ),
        ("en", PAGE),
        ("mk", PAGE),
        ("sq", PAGE),
    ],
)
def test_page_is_in_the_script_of_its_language(language, expected):
    response = answered(language, HttpResponse(PAGE, headers={"Content-Length": str(len(PAGE.encode()))}))

    assert response.content.decode() == expected
    assert response["Content-Length"] == str(len(response.content))


def test_part_of_a_page_is_converted():
    assert answered("sr-latn", HttpResponse("<li>Љубав</li>")).content.decode() == "<li>Ljubav</li>"


def test_page_in_another_encoding_keeps_it():
    response = HttpResponse("<p>Његош</p>", content_type="text/html; charset=utf-16")

    assert answered("sr-latn", response).content.decode("utf-16") == "<p>Njegoš</p>"


@pytest.mark.parametrize(
    ("response", "path"),
    [
        (HttpResponse("Љубав", content_type="text/plain"), "/sr-latn/"),
        (HttpResponse("Љубав", headers={"Content-Encoding": "gzip"}), "/sr-latn/"),
        (HttpResponse("<p>Љубав</p>"), "/admin/pages/1/"),
        (JsonResponse({"text": "Љубав"}), "/sr-latn/"),
    ],
    ids=["plain text", "compressed", "admin", "json"],
)
def test_other_answers_pass_untouched(response, path):
    before = response.content

    assert answered("sr-latn", response, path).content == before


def test_streaming_answer_passes_untouched():
    response = answered("sr-latn", StreamingHttpResponse(["<p>Љубав</p>"]))

    assert b"".join(response).decode() == "<p>Љубав</p>"


async def test_page_is_converted_on_an_asynchronous_server():
    async def view(request):
        return HttpResponse("<p>Љубав</p>")

    with override("sr-latn"):
        response = await ScriptMiddleware(view)(AsyncRequestFactory().get("/sr-latn/"))

    assert response.content.decode() == "<p>Ljubav</p>"


@pytest.mark.parametrize(
    ("language", "expected"), [("sr", "Њега, помоћ"), ("bs", "Njega, pomoć"), ("en", "Њега, pomoć")]
)
def test_in_script_converts_plain_texts(language, expected):
    with override(language):
        assert json.loads(json.dumps(in_script("Њега, pomoć"))) == expected
