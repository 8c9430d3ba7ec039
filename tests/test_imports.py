"""Imports run only downwards: the apps stand on one another as docs/architecture.md draws them."""

import subprocess
import sys
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]


def test_imports_run_only_downwards():
    """The contracts stand in pyproject.toml; what import-linter says about a broken one is the message."""
    result = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert result.returncode == 0, result.stdout[-4000:]


def test_every_app_of_ours_has_its_floor():
    """A new app must say where it stands before it can be imported by anybody."""
    contracts = (ROOT / "pyproject.toml").read_text()
    ours = [
        app.name for app in apps.get_app_configs() if Path(app.path).is_relative_to(ROOT) and ".venv" not in app.path
    ]

    assert [name for name in ours if f'"{name}' not in contracts and f" {name} " not in contracts] == []
