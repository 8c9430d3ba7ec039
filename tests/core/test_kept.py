"""Parts of pages that are kept: one per language, forgotten by publishing and by time, and none where nothing is kept."""

import time

import pytest
import time_machine
from django.utils import translation

from network.core.kept import MOST, PARTS, kept
from network.core.middleware import page_cache


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.PAGE_CACHE_SECONDS = 60
    PARTS.clear()
    yield
    PARTS.clear()


def made(name="part", language="en"):
    """Whether the part had to be made."""
    calls = []
    with translation.override(language):
        kept(name, lambda: calls.append(1))
    return bool(calls)


def test_a_part_is_made_once_for_each_name_and_language():
    assert [made(), made(), made("other"), made(language="sr"), made(language="sr"), made()] == [
        True, False, True, True, False, False,
    ]  # fmt: skip


def test_publishing_and_time_forget_it():
    made()
    page_cache.bump()
    after_publishing = made()
    with time_machine.travel(time.time() + 61):
        after_a_minute = made()

    assert (after_publishing, after_a_minute) == (True, True)


def test_nothing_is_kept_where_pages_are_not(settings):
    settings.PAGE_CACHE_SECONDS = 0

    assert [made(), made()] == [True, True]


def test_memory_is_bounded():
    for number in range(MOST + 20):
        made(f"part {number}")

    assert len(PARTS) == MOST
