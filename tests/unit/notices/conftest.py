"""Notices over three invented places, at a noon that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from oxymap.notices.service import Notices
from tests.factories import catalogue, line, place
from tests.unit.people.sampling import people_engine
from tests.unit.stations.live_sampling import NOON


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def notices(tmp_path: Path, clock: time_machine.Traveller) -> Notices:
    published = catalogue(
        [
            place("stone-village"),
            place("mill-village", district="yanqing"),
            place(
                "ridge-walk", "trails", geometry=line((116.1, 40.5)), district="yanqing",
                line="recorded", terrain="path",
            ),
            place("mentougou", "districts", geometry=None, position={
                "source": "No source names a point.", "method": "none", "precision_m": None,
            }),
        ]
    )  # fmt: skip
    return Notices(people_engine(tmp_path), lambda: published)
