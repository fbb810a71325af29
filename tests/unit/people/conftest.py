"""The people of a small studio, at noon, on a fresh database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from oxymap.people.service import People
from tests.unit.people.sampling import people_engine, people_of
from tests.unit.stations.live_sampling import NOON


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(tmp_path: Path, clock: time_machine.Traveller) -> People:
    return people_of(people_engine(tmp_path))
