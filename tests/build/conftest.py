"""A small project of real files, for builds that take a second."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from oxymap.config import ROOT, Settings, make_settings


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return settings whose geodata and content are the shipped ones, in a copy."""
    folder: Path = tmp_path_factory.mktemp("project")
    for name in ("geodata", "content"):
        shutil.copytree(ROOT / name, folder / name)
    return make_settings(
        {
            "data": folder / "data",
            "geodata": folder / "geodata",
            "content": folder / "content",
            "reload_seconds": 0,
        }
    )
