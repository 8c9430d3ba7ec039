"""Start-up: refuses nonsense by the name of the variable, and is safe with what it accepts.

Each case is a process of its own, as a start-up is.
"""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RIGHT = {
    "SECRET_KEY": "long-and-Random-k3y_" * 3,
    "SITE_URL": "https://iris.example",
    "DATABASE_URL": "sqlite:////nonexistent/iris.sqlite3",
    "EMAIL_URL": "smtp+tls://iris:word@mail.example:587",
}
DATABASE = "sqlite:////path or postgres://user:password@host:port/name"
SERVER = "a mail server such as smtp+tls://user:password@host:587"
WORD = "small letters, digits, points and hyphens"
WITHOUT_PATH = "an address without a path, such as https://iris.example"
HOSTS = "host names separated by commas, such as iris.example,www.iris.example"


def python(*arguments, settings="production", **environment):
    """Run Python in a clean environment that holds only what is given."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    known = {**kept, "DJANGO_SETTINGS_MODULE": f"network.settings.{settings}", "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={name: value for name, value in known.items() if value is not None},
        capture_output=True,
        text=True,
        timeout=120,
    )


def refusal(**environment):
    """The last line with which start-up refuses; empty when it does not."""
    result = python("-c", "from django.conf import settings; settings.DEBUG", **environment)
    return result.stderr.strip().splitlines()[-1].partition("ImproperlyConfigured: ")[2] if result.returncode else ""


def test_right_environment_starts():
    assert refusal(**RIGHT) == ""


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SECRET_KEY", None, "is missing; it must be a text of 50 characters or more"),
        ("SECRET_KEY", "short", "must be a text of 50 characters or more"),
        ("SITE_URL", None, "is missing; it must be an address that starts with https://"),
        ("SITE_URL", "http://iris.example", "must be an address that starts with https://"),
        ("SITE_URL", "iris.example", "must be an address that starts with http:// or https://"),
        ("SITE_URL", "https://iris.example/portal", f"must be {WITHOUT_PATH}"),
        ("SITE_URL", "https://iris.example:port", "must be an address that starts with http:// or https://"),
        ("ALLOWED_HOSTS", "*", f"must be {HOSTS}"),
        ("ALLOWED_HOSTS", "https://iris.example", f"must be {HOSTS}"),
        ("ALLOWED_HOSTS", ",", f"must be {HOSTS}"),
        ("DATABASE_URL", None, f"is missing; it must be {DATABASE}"),
        ("DATABASE_URL", "mysql://root@localhost/iris", f"must be {DATABASE}"),
        ("DATABASE_URL", "postgres://iris@localhost", f"must be {DATABASE}"),
        ("DATABASE_URL", "nonsense", f"must be {DATABASE}"),
        ("DATA_DIR", "/proc/nowhere", "must be the absolute path of a folder that can be written to"),
        ("DATA_DIR", "pyproject.toml", "must be the absolute path of a folder that can be written to"),
        ("REDIS_URL", "http://localhost", "must be an address that starts with redis:// or rediss:// or unix://"),
        ("REDIS_URL", "redis://", "must be an address that starts with redis:// or rediss:// or unix://"),
        ("EMAIL_URL", None, f"is missing; it must be {SERVER}"),
        ("EMAIL_URL", "pigeon://loft", f"must be {SERVER}"),
        ("EMAIL_URL", "smtp://", f"must be {SERVER}"),
        ("MAIL_FROM", "IRIS network", "must be a sender such as IRIS network <noreply@iris.example>"),
        ("S3_BUCKET", "My Bucket", f"must be {WORD}"),
        ("UPLOAD_SCANNER", "/run/clamd.sock", "must be an address that starts with tcp:// or unix://"),
        ("METRICS_TOKEN", "short", "must be a text of 16 characters or more"),
        ("PAGE_CACHE_SECONDS", "ten", "must be a whole number from 0 to 86400"),
        ("PAGE_CACHE_SECONDS", "-1", "must be a whole number from 0 to 86400"),
        ("LOCAL_TIME_ZONE", "Mars/Olympus", "must be an IANA time zone such as Europe/Belgrade"),
        ("LOG_FORMAT", "xml", "must be json or console"),
        ("SECURE_SSL_REDIRECT", "perhaps", "must be true or false"),
        ("SENTRY_DSN", "nonsense", "must be an address such as https://key@host/1"),
        ("SENTRY_DSN", "https://errors.example/1", "must be an address such as https://key@host/1"),
    ],
)
def test_wrong_value_is_refused_by_name(name, value, expected):
    assert refusal(**{**RIGHT, name: value}) == f"The environment variable {name} {expected}."


@pytest.mark.parametrize(
    ("more", "name", "expected"),
    [
        (
            {"DATABASE_URL": "postgres://iris@localhost/iris", "DATABASE_POOL": "many"},
            "DATABASE_POOL",
            "a whole number",
        ),
        ({"DATABASE_URL": "postgres://iris@localhost/iris", "DATABASE_POOL": "0"}, "DATABASE_POOL", "a whole number"),
        ({"REDIS_URL": "redis://localhost", "CHANNEL_PREFIX": "iris *"}, "CHANNEL_PREFIX", WORD),
        ({"S3_BUCKET": "iris", "S3_ENDPOINT_URL": "minio"}, "S3_ENDPOINT_URL", "an address that starts with http://"),
        ({"S3_BUCKET": "iris"}, "S3_ACCESS_KEY", "a text of 1 characters or more"),
        ({"S3_BUCKET": "iris", "S3_ACCESS_KEY": "a"}, "S3_SECRET_KEY", "a text of 1 characters or more"),
        ({"S3_BUCKET": "iris", "S3_ACCESS_KEY": "a", "S3_SECRET_KEY": "b", "S3_REGION": "EU West"}, "S3_REGION", WORD),
    ],
)
def test_a_wrong_value_beside_another_is_refused_by_name(more, name, expected):
    said = refusal(**{**RIGHT, **more})

    assert (f"variable {name} " in said, f"must be {expected}" in said) == (True, True), said


def test_a_wrong_level_of_a_laptops_log_is_refused_by_name():
    result = python("-c", "from django.conf import settings; settings.DEBUG", settings="dev", LOG_LEVEL="LOUD")

    said = "The environment variable LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR."
    assert result.stderr.strip().endswith(said)


def test_secrets_may_stand_in_files(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("k3" * 30 + "\n")

    accepted = refusal(**{**RIGHT, "SECRET_KEY": None, "SECRET_KEY_FILE": str(secret)})
    both = refusal(**RIGHT, SECRET_KEY_FILE=str(secret))
    unreadable = refusal(**{**RIGHT, "SECRET_KEY": None, "SECRET_KEY_FILE": "/nonexistent"})

    assert (accepted, both, unreadable) == (
        "",
        "Give either SECRET_KEY or SECRET_KEY_FILE, not both.",
        "SECRET_KEY_FILE names a file that cannot be read.",
    )


def test_production_passes_the_deployment_check_without_a_warning():
    result = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **RIGHT)

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "System check identified no issues (0 silenced).\n"


def test_bypass_of_the_second_factor_exists_on_laptops_only():
    ask = "from django.conf import settings; print(getattr(settings, 'MFA_TOTP_INSECURE_BYPASS_CODE', None))"

    assert python("-c", ask, **RIGHT).stdout.strip() == "None"
    assert python("-c", ask, settings="test").stdout.strip() == "None"


def test_every_variable_that_is_read_is_documented():
    sources = "".join(file.read_text() for file in (ROOT / "network" / "settings").glob("*.py"))
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z0-9_]+)\"", sources))
    documented = set(re.findall(r"^\| `([A-Z0-9_]+)`", (ROOT / "docs" / "operations.md").read_text(), re.MULTILINE))

    assert read
    assert documented == read


def test_every_command_is_documented():
    text = (ROOT / "docs" / "operations.md").read_text()
    commands = [file.stem for file in ROOT.glob("*/**/management/commands/[a-z]*.py") if ".venv" not in file.parts]

    assert [name for name in commands if f"`{name}" not in text] == []


# --- A real server ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """The site as it runs on the internet, on a database of its own without tables."""
    folder = tmp_path_factory.mktemp("production")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**RIGHT, "DATABASE_URL": f"sqlite:///{folder}/iris.sqlite3", "DATA_DIR": str(folder)}
    collected = python("manage.py", "collectstatic", "--noinput", "-v0", **environment)
    assert collected.returncode == 0, collected.stderr
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "network.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "error"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "network.settings.production", **environment},
        stderr=subprocess.PIPE,
    )
    yield f"http://127.0.0.1:{port}", folder
    server.terminate()
    server.wait(20)


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def fetch(address, path, **headers):
    request = urllib.request.Request(address + path, headers={"Host": "iris.example", **headers})
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.build_opener(Stay).open(request, timeout=20) as response:
                return response.status, response.headers, response.read()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read()
        except (ConnectionError, urllib.error.URLError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


SECURELY = {"X-Forwarded-Proto": "https"}


def test_health_answers_plain_http_from_inside(production):
    address, _folder = production

    assert fetch(address, "/healthz")[::2] == (200, b"ok\n")


def test_static_files_are_served_without_debug(production):
    address, folder = production
    name = next(path.name for path in (folder / "static" / "network" / "css").glob("tokens.????????????.css"))

    status, headers, content = fetch(address, f"/static/network/css/{name}", **SECURELY)

    assert (status, headers["Content-Type"], len(content) > 100) == (200, 'text/css; charset="utf-8"', True)
    assert headers["Cache-Control"] == "max-age=315360000, public, immutable"


def test_plain_http_is_sent_to_https(production):
    address, _folder = production

    status, headers, _content = fetch(address, "/en/")

    assert (status, headers["Location"]) == (301, "https://iris.example/en/")


def test_foreign_host_gets_a_clean_no(production):
    address, _folder = production

    status, _headers, content = fetch(address, "/en/", Host="evil.example", **SECURELY)

    assert status == 400
    assert b"Traceback" not in content


def test_broken_database_gives_a_clean_page_and_a_readiness_that_says_so(production):
    """Its tables are missing: whatever fails, visitors see a page of ours and no trace."""
    address, _folder = production

    status, headers, content = fetch(address, "/en/directory/", **SECURELY)
    ready = fetch(address, "/readyz", **SECURELY)

    assert (status, b"Something broke on our side" in content, b"Traceback" in content) == (500, True, False)
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert (ready[0], b'"migrations": "PendingMigrations"' in ready[2]) == (503, True)
