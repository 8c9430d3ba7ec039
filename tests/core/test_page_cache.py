"""Kept pages: only what is the same for everybody, and never a moment longer than it is true."""

import json
import subprocess
import sys

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.utils.cache import patch_vary_headers
from wagtail.models import Page

from network.core import audit
from network.core.middleware import page_cache
from network.core.middleware.page_cache import AnonymousPageCacheMiddleware, bump
from network.core.transitions import transitioned


@pytest.fixture(autouse=True)
def switched_on(settings, tmp_path):
    settings.PAGE_CACHE_SECONDS = 60
    page_cache.PAGES.clear()
    settings.DATA = tmp_path


class Site:
    """A site of one page that says how often it was made; `answer` may be another one."""

    def __init__(self):
        self.made = 0
        self.answer = lambda: HttpResponse(f"page {self.made}")
        self.middleware = AnonymousPageCacheMiddleware(self.view)

    def view(self, request):
        self.made += 1
        return self.answer()

    def get(self, path="/en/page/", cookies=None, method="get", **headers):
        request = getattr(RequestFactory(), method)(path, headers=headers)
        request.COOKIES.update(cookies or {})
        return self.middleware(request)

    def times(self, *args, **kwargs):
        """How often the page is made for two requests."""
        before = self.made
        self.get(*args, **kwargs)
        self.get(*args, **kwargs)
        return self.made - before


@pytest.fixture
def site():
    return Site()


def test_page_is_made_once_and_then_kept(site):
    answers = [site.get() for _time in range(3)]

    assert [answer.content for answer in answers] == [b"page 1"] * 3
    assert len({answer.headers["ETag"] for answer in answers}) == 1
    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-cache"] * 3
    assert [answer.headers["Content-Length"] for answer in answers] == ["6"] * 3
    assert [answer.headers["Vary"] for answer in answers] == ["Cookie, HX-Request"] * 3


def test_browser_that_has_the_page_is_told_so(site):
    tag = site.get().headers["ETag"]

    answer = site.get(**{"If-None-Match": tag})

    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
    bump()
    assert site.get(**{"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("how", "made"),
    [
        ({}, 1),
        ({"cookies": {"django_language": "sr"}}, 1),
        ({"cookies": {"sessionid": "x"}}, 2),
        ({"cookies": {"csrftoken": "x"}}, 2),
        ({"cookies": {"messages": "x"}}, 2),
        ({"Authorization": "Bearer x"}, 2),
        ({"method": "post"}, 2),
        ({"method": "head"}, 2),
        ({"path": "/healthz"}, 2),
        ({"path": "/"}, 2),
        ({"path": "/admin/"}, 2),
        ({"path": "/en/?q=" + "x" * 600}, 2),
    ],
    ids=lambda value: str(value)[:40],
)
def test_only_requests_without_a_person_are_answered_from_what_is_kept(site, how, made):
    assert site.times(**how) == made


def answered(
    content_type="text/html; charset=utf-8", status=200, cookie="", vary="", streaming=False, mark="", **headers
):
    def make():
        kind = StreamingHttpResponse if streaming else HttpResponse
        response = kind("page", content_type=content_type, status=status, headers=headers)
        if cookie:
            response.set_cookie(cookie, "x")
        if vary:
            patch_vary_headers(response, vary.split())
        return response

    return make


@pytest.mark.parametrize(
    ("answer", "made"),
    [
        (answered(), 1),
        (answered(vary="Cookie Accept-Language HX-Request"), 1),
        (answered(status=404), 2),
        (answered(status=302), 2),
        (answered(status=500), 2),
        (answered("application/json"), 2),
        (answered(cookie="csrftoken"), 2),
        (answered(streaming=True), 2),
        (answered(vary="X-Device"), 2),
        (answered(**{"Cache-Control": "private"}), 2),
        (answered(**{"Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private"}), 2),
    ],
)
def test_only_answers_for_everybody_are_kept(site, answer, made):
    site.answer = answer

    assert site.times() == made


def test_page_with_a_nonce_is_not_kept(site, monkeypatch):
    """Its policy and its markup belong to one answer."""
    view = site.view

    def with_nonce(request):
        request._csp_nonce = "x"
        return view(request)

    site.middleware = AnonymousPageCacheMiddleware(with_nonce)

    assert site.times() == 2


def test_pages_are_told_apart_by_all_that_makes_them_differ(site):
    requests = [
        {"path": "/en/page/"},
        {"path": "/sr/page/"},
        {"path": "/en/page/?page=2"},
        {"Host": "127.0.0.1"},
        {"HX-Request": "true"},
        {"HX-Request": "true", "HX-Target": "results"},
    ]

    first = [site.get(**how).content for how in requests]
    second = [site.get(**how).content for how in requests]

    assert len(set(first)) == len(requests)
    assert first == second


def test_headers_of_the_page_stay(site):
    site.answer = answered(**{"Content-Language": "sr", "X-Robots-Tag": "noindex"})

    answers = [site.get() for _time in range(2)]

    assert [(a.headers["Content-Language"], a.headers["X-Robots-Tag"]) for a in answers] == [("sr", "noindex")] * 2


def test_signed_in_answers_stay_off_shared_computers(site):
    plain = site.get(cookies={"sessionid": "x"})
    site.answer = answered(**{"Cache-Control": "max-age=60"})
    chosen = site.get(cookies={"sessionid": "x"})

    assert (plain.headers["Cache-Control"], chosen.headers["Cache-Control"]) == ("private, no-store", "max-age=60")


def test_page_is_kept_for_its_time_only(site):
    with time_machine.travel("2024-03-05 12:00", tick=False) as clock:
        contents = [site.get().content]
        for seconds in (59, 2):
            clock.shift(seconds)
            contents.append(site.get().content)

    assert contents == [b"page 1", b"page 1", b"page 2"]


def test_only_so_many_pages_are_kept(site, monkeypatch):
    monkeypatch.setattr(page_cache, "MOST_PAGES", 3)
    for number in range(10):
        site.get(f"/en/{number}/")

    assert len(page_cache.PAGES) == 3
    assert [site.times(f"/en/{number}/") for number in (9, 8, 7)] == [0, 0, 0]


def test_nothing_is_kept_when_switched_off(site, settings):
    settings.PAGE_CACHE_SECONDS = 0

    assert site.times() == 2


# --- Forgetting ---------------------------------------------------------------------------------------------------


def test_bump_forgets_every_page_at_once(site):
    site.get()
    site.get("/sr/page/")

    bump()

    assert [site.get().content, site.get("/sr/page/").content] == [b"page 3", b"page 4"]


def test_many_changes_in_one_instant_are_all_seen(site):
    for expected in range(1, 50):
        assert site.get().content == f"page {expected}".encode()
        bump()


def test_page_that_was_overtaken_while_it_was_made_is_not_kept(site):
    """It may have read the old state: published between its first query and its last byte."""

    def overtaken():
        if site.made == 1:
            bump()
        return HttpResponse(f"page {site.made}")

    site.answer = overtaken

    assert [site.get().content for _time in range(3)] == [b"page 1", b"page 2", b"page 2"]


def test_shared_cache_carries_the_generation(site, monkeypatch):
    """With Redis all machines share it; a cache that was emptied begins a new one instead of trusting old pages."""
    monkeypatch.setattr(page_cache, "is_shared", lambda: True)
    site.get()
    kept = site.get().content
    cache.delete(page_cache.GENERATION)
    after_loss = site.get().content
    bump()

    assert (kept, after_loss, site.get().content) == (b"page 1", b"page 2", b"page 3")


def test_bump_in_another_process_counts_here(site, tmp_path):
    site.get()
    program = (
        "import json, sys; from django.conf import settings;"
        "settings.configure(DATA=sys.argv[1], CACHES=json.loads(sys.argv[2]));"
        "from network.core.middleware.page_cache import bump; bump()"
    )

    subprocess.run([sys.executable, "-c", program, str(tmp_path), json.dumps(settings.CACHES)], check=True, timeout=60)

    assert site.get().content == b"page 2"


@pytest.fixture
def bumped(monkeypatch, django_capture_on_commit_callbacks):
    """`bumped(act)`: whether `act` makes the kept pages old, once committed and not before."""

    def find_out(act):
        bumps = []
        monkeypatch.setattr(page_cache, "bump", lambda: bumps.append(1))
        with django_capture_on_commit_callbacks(execute=True):
            act()
            assert bumps == []
        return bool(bumps)

    return find_out


@pytest.mark.django_db
def test_publishing_and_its_kin_make_kept_pages_old(bumped, organisation):
    home = Page.objects.get(slug="home")
    page = home.add_child(instance=Page(title="News", slug="news", live=False))
    page.refresh_from_db()

    def save_draft():
        page.save_revision()

    assert {
        "draft": bumped(save_draft),
        "publish": bumped(lambda: page.save_revision().publish()),
        "unpublish": bumped(lambda: Page.objects.get(pk=page.pk).unpublish()),
        "live child": bumped(lambda: home.add_child(instance=Page(title="More", slug="more"))),
        "delete": bumped(lambda: Page.objects.get(pk=page.pk).delete()),
        "state": bumped(lambda: transitioned.send(Page, obj=page, before="a", to="b", by=None, reason="")),
        "record": bumped(organisation.save),
        "country": bumped(organisation.country.save),
        "audit": bumped(lambda: audit.record("x.y", organisation, by=None)),
    } == {
        "draft": False,
        "publish": True,
        "unpublish": True,
        "live child": True,
        "delete": True,
        "state": True,
        "record": True,
        "country": True,
        "audit": False,
    }


@pytest.mark.django_db
def test_changed_record_is_read_at_once_by_a_visitor(organisation, django_capture_on_commit_callbacks):
    """Through the whole stack: twice the kept page, then the new one."""

    def visit():
        return Client().get("/en/directory/")

    answers = [visit(), visit()]
    with django_capture_on_commit_callbacks(execute=True):
        organisation.name = "Novi primer"
        organisation.save()
    answers.append(visit())

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert ["Novi primer" in answer.content.decode() for answer in answers] == [False, False, True]
    assert answers[0].headers["ETag"] == answers[1].headers["ETag"] != answers[2].headers["ETag"]
    assert all("Content-Security-Policy" in answer.headers for answer in answers)


@pytest.mark.django_db
def test_nothing_is_kept_under_a_host_that_is_not_ours(settings):
    settings.ALLOWED_HOSTS = ["testserver"]

    answers = [
        Client(headers={"host": host}).get("/en/directory/") for host in ("evil.example", "testserver", "evil.example")
    ]

    assert [answer.status_code for answer in answers] == [400, 200, 400]
    assert {key[1] for key in page_cache.PAGES} == {"testserver"}
