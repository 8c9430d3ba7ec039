"""A real site for a real browser: the demo network in a folder of its own, served by Daphne as `make demo` serves it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import databases

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "iris-demo-network"
CODE = "000000"


@dataclass
class Site:
    """The running site: where it answers, and the mail it has sent."""

    url: str
    folder: Path
    mails: Path
    process: subprocess.Popen = field(repr=False)
    env: dict[str, str] = field(repr=False)

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def mail_to(self, address: str, seconds: float = 10) -> str:
        """The text of the newest mail to `address`, waiting for it a while."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for file in sorted(self.mails.glob("*"), key=lambda path: path.stat().st_mtime, reverse=True):
                for raw in reversed(re.split(rb"\n-{70,}\n", file.read_bytes())):
                    message = message_from_bytes(raw.lstrip(), policy=policy.default)
                    if address in (message["To"] or ""):
                        return message.get_body(("plain",)).get_content()
            time.sleep(0.2)
        raise AssertionError(f"no mail to {address}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(url: str, process: subprocess.Popen) -> None:
    for _ in range(120):
        if process.poll() is not None:
            raise AssertionError("the site stopped while starting")
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=2).close()
            return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the site did not answer")


def environment(data: Path) -> dict[str, str]:
    env = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
    return env | {"DJANGO_SETTINGS_MODULE": "network.settings.dev", "DATA_DIR": str(data)}


def demo_network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo network, made by the first worker of this run that needs one, copied by each."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo"
    original = databases.sqlite_original()
    with databases.one_at_a_time():
        if not folder.exists():
            building = folder.with_name("building")
            building.mkdir()
            shutil.copy(original, building / "iris.sqlite3")
            maker = Site("", building, building, None, environment(building))  # type: ignore[arg-type]
            maker.manage("migrate", "--verbosity", "0")
            maker.manage("demo")
            building.rename(folder)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if os.environ.get(
        "E2E_SITE"
    ):  # a demo that runs already, with EMAIL_URL=filemail://$E2E_MAILS: quicker while writing tests
        yield Site(os.environ["E2E_SITE"], Path(), Path(os.environ["E2E_MAILS"]), None, {})  # type: ignore[arg-type]
        return
    folder = tmp_path_factory.mktemp("site")
    mails = folder / "mails"
    mails.mkdir()
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    env = environment(folder / "data") | {"SITE_URL": url, "EMAIL_URL": f"filemail://{mails}"}
    running = Site(url, folder, mails, None, env)  # type: ignore[arg-type]
    shutil.copytree(demo_network(tmp_path_factory), folder / "data")
    log = (folder / "server.log").open("w")
    running.process = subprocess.Popen(
        [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}", "--noreload"],
        cwd=ROOT,
        env=env,
        stdout=log,
        stderr=log,
    )
    try:
        wait_until_ready(url, running.process)
        yield running
    finally:
        running.process.terminate()
        running.process.wait(timeout=20)
        log.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


OWN_PAGES = ("chrome:", "chrome-extension:")  # what Chromium's reader of PDF files is made of


class Visitor:
    """Somebody with a browser of their own, who notices foreign requests, script errors and server errors."""

    def __init__(self, browser: Browser, site: Site, **options: object) -> None:
        self.site = site
        self.context: BrowserContext = browser.new_context(base_url=site.url, locale="en-GB", **options)
        self.context.set_default_timeout(15_000)
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.context.on("request", self._request)
        self.context.on("response", self._response)
        self.page: Page = self.new_page()

    def new_page(self) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._console)
        return page

    def _console(self, line) -> None:
        expected = (
            "Failed to load",
            "ERR_INTERNET_DISCONNECTED",
            "htmx:sendAbort",
            "htmx:afterRequest",
        )  # statuses are checked below; a cut line is a cut line; a newer question ends an older one
        if line.type == "error" and not any(words in line.text for words in expected):
            self.errors.append(line.text)

    def _request(self, request) -> None:
        if not request.url.startswith(
            (self.site.url, self.site.url.replace("http", "ws", 1), "data:", "blob:", "about:", *OWN_PAGES)
        ):
            self.foreign.append(request.url)

    def _response(self, response) -> None:
        if response.status >= 500:
            self.errors.append(f"{response.status} {response.url}")

    def sign_in(self, email: str, *, language: str = "en") -> "Visitor":
        page = self.page
        page.goto(f"/{language}/account/login/")
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", PASSWORD)
        page.locator("main form[method=post] button[type=submit]").first.click()
        page.wait_for_load_state()
        if "/2fa/authenticate" in page.url:
            page.fill("input[name=code]", CODE)
            page.locator("main form[method=post]:has(input[name=code]) button[type=submit]").first.click()
            page.wait_for_load_state()
        assert "/account/login" not in page.url, page.inner_text("main")
        return self

    def close(self) -> None:
        self.context.close()


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator:
    """Opens browsers: `visit()`, `visit(width=360, dark=True, javascript=False)`; closes them and checks what they noticed."""
    opened: list[Visitor] = []

    def open_one(*, width: int = 1280, dark: bool = False, javascript: bool = True, **options: object) -> Visitor:
        visitor = Visitor(
            chromium,
            site,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
            **options,
        )
        opened.append(visitor)
        return visitor

    yield open_one
    noticed = [(visitor.foreign, visitor.errors) for visitor in opened]
    for visitor in opened:
        visitor.close()
    assert noticed == [([], [])] * len(noticed)
