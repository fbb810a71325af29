"""What every test may ask for: settings of a small project, and of the shipped one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from oxymap.config import ROOT, Settings, make_settings
from tests.factories import sample_project

# Processes that tests and the code start find the project, as under build.py.
os.environ["PYTHONPATH"] = str(ROOT / "site")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have settings of their own in the environment."""
    for name in [name for name in os.environ if name.startswith("OXYMAP_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def sample_settings(tmp_path: Path) -> Settings:
    """A project of a few invented features and pages, all in `tmp_path`."""
    return sample_project(tmp_path)


@pytest.fixture
def shipped_settings(tmp_path: Path) -> Settings:
    """The shipped geodata and content, with a data folder of the test's own."""
    return make_settings({"data": tmp_path / "data", "reload_seconds": 0})
