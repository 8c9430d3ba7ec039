"""Reads the environment once, with types, and refuses nonsense by name.

Every setting that an operator may change passes through here, so that a typing error stops the start-up with the
name of the variable and what was expected. `NAME_FILE=/run/secrets/x` gives the value of `NAME` from a file.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
MISSING: Any = object()


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


def names(name: str, default: Any = MISSING) -> list[str]:
    def split(value: str) -> list[str]:
        items = [item.strip() for item in value.split(",") if item.strip()]
        if not items:
            raise ValueError
        return items

    return read(name, split, "a list separated by commas", default)


def url(name: str, default: Any = MISSING, *, schemes: tuple[str, ...] = ("http", "https")) -> str:
    def absolute(value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in schemes or not (parts.hostname or parts.path):
            raise ValueError
        return value

    return read(name, absolute, "an address that starts with " + " or ".join(f"{s}://" for s in schemes), default)


def zone(name: str, default: str) -> str:
    return read(name, lambda value: ZoneInfo(value).key, "an IANA time zone such as Europe/Belgrade", default)


def database(name: str, default: Any = MISSING) -> dict[str, Any]:
    """A Django database configuration from sqlite:///… or postgres://…; other databases are refused."""

    def parse(value: str) -> dict[str, Any]:
        if urlsplit(value).scheme not in ("sqlite", "postgres", "postgresql"):
            raise ValueError
        return environ.Env.db_url_config(value)

    return read(name, parse, "sqlite:///path or postgres://user:password@host:port/name", parse(default))


def mail(name: str, default: Any = MISSING) -> dict[str, Any]:
    """Django's mail settings from smtp://…, smtps://…, consolemail:// or filemail:///folder."""

    def parse(value: str) -> dict[str, Any]:
        config = environ.Env.email_url_config(value)
        if urlsplit(value).scheme == "filemail":
            config["EMAIL_FILE_PATH"] = urlsplit(value).path  # the library drops the leading slash
        return config

    return read(name, parse, "a mail address such as smtp://user:password@host:587", parse(default))
