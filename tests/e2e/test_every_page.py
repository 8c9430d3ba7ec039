"""Walks the whole site as each role, one page of every kind, and looks at it as axe, a phone and a reader without scripts do."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

ROLES = {
    "nobody": "",
    "representative": "representative.rs@example.org",
    "coordinator": "coordinator.rs@example.org",
    "grants_manager": "grants.manager@example.org",
    "secretariat": "secretariat@example.org",
}
NOT_PAGES = re.compile(
    r"\.(ics|csv|json|xlsx|pdf|atom|rss|xml|txt|bib|ris|zip)$|/receipt/|/files/|/account/logout|/admin/|/documents/|/feed"
)
LINKS = "links => links.filter(link => !link.closest('[hidden]')).map(link => new URL(link.getAttribute('href'), location.href).href)"
SAMPLES = 2  # pages of one kind
PAGES = 140  # a bound, far above what there is
OTHER_LANGUAGE = re.compile(r"^/(sr|sr-latn|bs|cnr|cnr-cyrl|mk|sq)/")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}  # what the dark theme can change


def kind_of(path: str) -> str:
    """Pages of the tree by their template's model are told apart by the server; here, by the shape of the address."""
    try:
        match = resolve(path)
    except Resolver404:
        return path
    if match.url_name == "wagtail_serve":
        parts = path.strip("/").split("/")
        return "/".join(["page", *parts[1:-1], "*"]) if len(parts) > 2 else path
    return match.url_name or path


def crawl(page, start: str = "/en/") -> Iterator[str]:
    """Loads one or two pages of every kind that can be reached by links, and yields each path while it is open."""
    waiting, seen, kinds, loaded = [start], {start}, {}, 0
    while waiting and loaded < PAGES:
        path = waiting.pop(0)
        kind = kind_of(urlsplit(path).path)
        if kinds.get(kind, 0) >= SAMPLES:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        response = page.goto(path)
        loaded += 1
        yield path if response and response.status < 400 else f"{response and response.status} at {path}"
        for href in page.eval_on_selector_all("a[href]", LINKS):
            target = urlsplit(urldefrag(href)[0])
            local = target.path + (f"?{target.query}" if target.query else "")
            same_site = target.netloc == urlsplit(page.url).netloc
            if (
                same_site
                and local not in seen
                and not NOT_PAGES.search(target.path)
                and not OTHER_LANGUAGE.match(local)
            ):
                seen.add(local)
                waiting.append(local)


def open_as(visit, role: str, **options):
    visitor = visit(**options)
    return visitor.sign_in(ROLES[role]) if ROLES[role] else visitor


@pytest.mark.parametrize("role", ["nobody"])
def test_axe_finds_nothing_on_any_page(visit, role: str) -> None:
    visitor = open_as(visit, role)
    axe, found, walked = Axe(), [], []

    for path in crawl(visitor.page, "/en/" if role == "nobody" else "/en/desk/"):
        walked.append(path)
        found += [path] if " at " in path else []
        for theme, rules in (("light", RULES), ("dark", COLOURS)):
            visitor.page.emulate_media(color_scheme=theme)
            for violation in axe.run(visitor.page, options=rules).response["violations"]:
                found += [f"{path}, {theme}: {violation['id']}: {node['html'][:160]}" for node in violation["nodes"]]

    assert found == [], "\n".join(found)
    assert len(walked) > 25


@pytest.mark.parametrize("role", ["nobody"])
def test_nothing_sticks_out_on_a_phone(visit, role: str) -> None:
    visitor = open_as(visit, role, width=360)
    wide = []

    for path in crawl(visitor.page, "/en/" if role == "nobody" else "/en/desk/"):
        excess = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if excess > 0:
            wide.append(f"{path}: {excess} px")

    assert wide == [], "\n".join(wide)


def test_pages_read_without_javascript(visit) -> None:
    visitor = visit(javascript=False)
    bare = []

    for path in crawl(visitor.page):
        words = visitor.page.inner_text("main").split()
        if len(words) < 8 or visitor.page.locator("h1").count() != 1:
            bare.append(path)

    assert bare == []


@pytest.mark.parametrize("language", ["sr", "sr-latn", "bs", "cnr", "mk", "sq"])
def test_every_language_shows_its_pages_in_its_alphabet(visit, language: str) -> None:
    visitor = visit()
    cyrillic = re.compile(r"[Ѐ-ӿ]")
    wrong = []

    for path in [
        "",
        "directory/",
        "knowledge/",
        "grants/",
        "events/",
        "search/?q=reintegracija",
        "privacy/",
        "account/login/",
    ]:
        visitor.page.goto(f"/{language}/{path}")
        text = visitor.page.evaluate(
            """() => { const main = document.querySelector('main').cloneNode(true);
            main.querySelectorAll('[lang], .notranslit, [translate=no], svg, input, script').forEach(node => node.remove());
            return main.innerText }"""
        )
        if language in ("sr-latn", "bs", "cnr", "sq") and cyrillic.search(text):
            wrong.append(f"{path}: {cyrillic.search(text)}")
        if language == "sr" and not cyrillic.search(text):
            wrong.append(f"{path}: no Cyrillic")

    assert wrong == []
