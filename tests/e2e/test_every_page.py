"""Walks the whole site as each role, one page of every kind, and looks at it as axe, a phone and a reader without scripts do."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import Resolver404, resolve

ROLES = {
    "nobody": "",
    "representative": "representative.rs@example.org",
    "coordinator": "coordinator.rs@example.org",
    "grants_manager": "grants.manager@example.org",
    "assessor": "assessor@example.org",
    "editor": "editor@example.org",
    "secretariat": "secretariat@example.org",
}
NOT_PAGES = re.compile(
    r"\.(ics|csv|json|xlsx|pdf|atom|rss|xml|txt|bib|ris|zip)$|/export\.html$|/receipt/|/files/|/account/logout|/admin/|/documents/|/feed"
)
LINKS = "links => links.filter(link => !link.closest('[hidden]')).map(link => new URL(link.getAttribute('href'), location.href).href)"
SAMPLES = 2  # pages of one kind
PAGES = 160  # a bound, far above what there is
OTHER_LANGUAGE = re.compile(r"^/(sr|sr-latn|bs|cnr|cnr-cyrl|mk|sq)/")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # what the dark theme can change
AXE = """async rules => {
  const { violations } = await axe.run({ runOnly: rules, resultTypes: ["violations"], elementRef: false });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}"""
SHAPES = """() => [...new Set(
  [...document.body.querySelectorAll("*")].filter(e => !e.closest("svg *"))
    .map(e => [e.tagName, e.className.baseVal ?? e.className, e.type, e.getAttribute("role")].join(" "))
)]"""


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


def crawl(page, start: str = "/en/", samples: int = SAMPLES) -> Iterator[str]:
    """Loads `samples` pages of every kind that can be reached by links, and yields each path while it is open."""
    waiting, seen, kinds, loaded = [start], {start}, {}, 0
    while waiting and loaded < PAGES:
        path = waiting.pop(0)
        kind = kind_of(urlsplit(path).path)
        if kinds.get(kind, 0) >= samples:
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


@pytest.fixture(scope="module")
def known() -> set[str]:
    """The kinds of page, and the shapes of elements on them, that an earlier role's walk has looked at."""
    return set()


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_is_sound(visit, known: set[str], role: str) -> None:
    """Each page answers, nothing sticks out on a phone, and axe finds nothing in either theme.

    axe takes most of the time, so it skips a page on which nothing is new since the walks of the roles before.
    """
    visitor = open_as(visit, role)
    page, found, walked = visitor.page, [], 0

    for path in crawl(page, *(("/en/",) if role == "nobody" else ("/en/desk/", 1))):
        walked += 1
        found += [path] if " at " in path else []
        shapes = {kind_of(urlsplit(page.url).path), *page.evaluate(SHAPES)}
        if not shapes <= known:
            found += [f"{path}, {finding}" for finding in axe_findings(page)]
        known |= shapes
        excess = width_over(page, 360)
        found += [f"{path}: {excess} px too wide for a phone"] if excess > 0 else []

    assert found == [], "\n".join(found)
    assert walked > 25


def axe_findings(page) -> Iterator[str]:
    page.evaluate(AXE_SCRIPT)
    for theme, rules in (("light", RULES), ("dark", COLOURS)):
        page.emulate_media(color_scheme=theme)
        yield from (f"{theme}: {finding}" for finding in page.evaluate(AXE, rules))
    page.emulate_media(color_scheme="light")


def width_over(page, width: int) -> int:
    """How far the open page sticks out of a screen of `width`."""
    size = page.viewport_size
    page.set_viewport_size({"width": width, "height": size["height"]})
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.set_viewport_size(size)
    return excess


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
