"""A server process does not stop to look through what it will always hold."""

import subprocess
import sys
from pathlib import Path

import pytest

LOOK = """
import gc, importlib, sys
door = importlib.import_module(sys.argv[1])
held = gc.get_freeze_count()
gc.collect()
print(held > 100_000, len(gc.get_objects()) < held / 10, "members.views.directory" in sys.modules)
"""


@pytest.mark.parametrize("door", ["network.asgi", "network.wsgi"])
def test_what_a_server_is_made_of_is_not_looked_through_again(door):
    ended = subprocess.run(
        [sys.executable, "-c", LOOK, door],
        cwd=Path(__file__).resolve().parents[2],
        env={"PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "network.settings.test"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.stdout.split() == ["True", "True", "True"], ended.stderr
