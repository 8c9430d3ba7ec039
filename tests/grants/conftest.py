from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A page asked for in Serbian leaves its language behind in the thread; the next test begins in English."""
    with translation.override("en"):
        yield
