"""Reads the environment once, with types, and refuses nonsense by name.

Every setting that an operator may change passes through here, so that a typing error stops the start-up with the
name of the variable and what was expected. `NAME_FILE=/run/secrets/x` gives the value of `NAME` from a file.
"""

import os
import re
from collections.abc import Callable
from email.utils import parseaddr
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
MISSING: Any = object()
DATABASES = ("sqlite", "postgres", "postgresql")


def read(name: str, kind: Callable[[str], T], expected: str, default: Any = MISSING) -> T:
    """The value of variable `name` as made by `kind`, which raises ValueError for nonsense.

    `expected` finishes the sentence "NAME must be …". Without a default the variable is required.
    Raises ImproperlyConfigured naming the variable.
    """
    raw = raw_value(name)
    if raw is None:
        if default is MISSING:
            raise ImproperlyConfigured(f"The environment variable {name} is missing; it must be {expected}.")
        return default
    try:
        return kind(raw)
    except (ValueError, KeyError, environ.ImproperlyConfigured) as problem:
        raise ImproperlyConfigured(f"The environment variable {name} must be {expected}.") from problem


def raw_value(name: str) -> str | None:
    """The variable's text, or the content of the file that NAME_FILE names; empty counts as absent."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        if os.environ.get(name):
            raise ImproperlyConfigured(f"Give either {name} or {name}_FILE, not both.")
        try:
            return Path(file).read_text().strip()
        except OSError as problem:
            raise ImproperlyConfigured(f"{name}_FILE names a file that cannot be read.") from problem
    return os.environ.get(name) or None


def text(name: str, default: Any = MISSING, *, at_least: int = 1) -> str:
    def long_enough(value: str) -> str:
        if len(value) < at_least:
            raise ValueError
        return value

    return read(name, long_enough, f"a text of {at_least} characters or more", default)


def flag(name: str, default: Any = MISSING) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    return read(name, lambda value: words[value.strip().lower()], "true or false", default)


def number(name: str, default: Any = MISSING, *, low: int, high: int) -> int:
    def within(value: str) -> int:
        if not low <= int(value) <= high:
            raise ValueError
        return int(value)

    return read(name, within, f"a whole number from {low} to {high}", default)


def one_of(name: str, *words: str, default: Any = MISSING) -> str:
    expected = f"{', '.join(words[:-1])} or {words[-1]}"
    known = {word.lower(): word for word in words}
    return read(name, lambda raw: known[raw.lower()], expected, default)


def matching(name: str, pattern: str, expected: str, default: Any = MISSING) -> str:
    """A text all of which fits the regular expression."""

    def fit(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError
        return value

    return read(name, fit, expected, default)


def hosts(name: str, default: Any = MISSING) -> list[str]:
    """Host names; never `*`, which would answer to whatever a visitor claims to have asked for."""

    def split(value: str) -> list[str]:
        items = [item.strip() for item in value.split(",") if item.strip()]
        if not items or not all(re.fullmatch(r"\.?[\w-]+(\.[\w-]+)*|\[[0-9a-f:]+\]", item, re.I) for item in items):
            raise ValueError
        return items

    return read(name, split, "host names separated by commas, such as iris.example,www.iris.example", default)


def url(name: str, default: Any = MISSING, *, schemes: tuple[str, ...] = ("http", "https")) -> str:
    def absolute(value: str) -> str:
        parts = urlsplit(value)
        place = parts.path if parts.scheme == "unix" else parts.hostname
        if parts.scheme not in schemes or not place or (parts.port is not None and parts.port == 0):
            raise ValueError  # `port` itself raises it for what is not a number
        return value

    return read(name, absolute, "an address that starts with " + " or ".join(f"{s}://" for s in schemes), default)


def origin(name: str, default: Any = MISSING, *, schemes: tuple[str, ...] = ("http", "https")) -> str:
    """Scheme, host and port of a site that has its host for itself."""

    def bare(value: str) -> str:
        parts = urlsplit(value)
        if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
            raise ValueError
        return value.rstrip("/")

    address = url(name, default, schemes=schemes)
    return read(name, bare, f"an address without a path, such as {schemes[-1]}://iris.example", address)


def zone(name: str, default: str) -> str:
    return read(name, lambda value: ZoneInfo(value).key, "an IANA time zone such as Europe/Belgrade", default)


def folder(name: str, default: Path) -> Path:
    """A folder that we may write to; it is made when it is missing."""

    def writable(value: str) -> Path:
        path = Path(value)
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise ValueError from problem
        if not path.is_absolute() or not os.access(path, os.W_OK | os.X_OK):
            raise ValueError
        return path

    expected = "the absolute path of a folder that can be written to"
    return read(name, writable, expected) if raw_value(name) else writable(str(default))


def sender(name: str, default: str) -> str:
    """A mail address with or without a name before it."""

    def plain(value: str) -> str:
        if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+", parseaddr(value)[1]) or "\n" in value:
            raise ValueError
        return value

    return read(name, plain, "a sender such as IRIS network <noreply@iris.example>", default)


def database(name: str, default: Any = MISSING) -> dict[str, Any]:
    """A Django database configuration from sqlite:///… or postgres://…; other databases are refused."""

    def parse(value: str) -> dict[str, Any]:
        config = environ.Env.db_url_config(value) if urlsplit(value).scheme in DATABASES else {}
        if not config.get("NAME"):
            raise ValueError
        return config

    expected = "sqlite:////path or postgres://user:password@host:port/name"
    return read(name, parse, expected, default if default is MISSING else parse(default))


def mail(name: str, default: Any = MISSING) -> dict[str, Any]:
    """Django's mail settings from smtp+tls://…, smtp+ssl://…, smtp://…, consolemail:// or filemail:///folder."""

    def parse(value: str) -> dict[str, Any]:
        config, parts = environ.Env.email_url_config(value), urlsplit(value)
        if parts.scheme.startswith("smtp") and not parts.hostname:
            raise ValueError
        if parts.scheme == "filemail":
            config["EMAIL_FILE_PATH"] = parts.path  # the library drops the leading slash
        return config

    expected = "a mail server such as smtp+tls://user:password@host:587"
    return read(name, parse, expected, default if default is MISSING else parse(default))
