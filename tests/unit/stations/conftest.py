"""The moment at which the tests of running stations happen."""

from __future__ import annotations

import pytest
import time_machine

from oxymap.config import Settings
from oxymap.stations.service import LiveService
from tests.unit.stations.live_sampling import NOON, service


@pytest.fixture
def noon() -> object:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def live(noon: object, sample_settings: Settings) -> LiveService:
    return service(sample_settings)
