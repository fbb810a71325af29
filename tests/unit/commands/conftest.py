"""A sample project that the environment names, and the commands as people type them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
import time_machine
from click.testing import CliRunner, Result

from oxymap.catalogue.service import CatalogueService
from oxymap.cli import main
from oxymap.config import Settings
from oxymap.stations.service import LiveService
from tests.factories import sample_project
from tests.unit.stations.live_sampling import NOON

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    settings = sample_project(tmp_path)
    for name in ("data", "geodata", "content"):
        monkeypatch.setenv(f"OXYMAP_{name.upper()}", str(getattr(settings, name)))
    logs = structlog.get_config()
    yield settings
    # The log would go on to a stream that ends with this test.
    structlog.configure(**logs)


@pytest.fixture
def run(project: Settings) -> Run:
    def invoke(*words: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words])

    return invoke


@pytest.fixture
def live(project: Settings) -> LiveService:
    """The service as another process sees it."""
    catalogue = CatalogueService(project)
    return LiveService(project, lambda: catalogue.current)
