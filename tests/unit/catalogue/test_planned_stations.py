"""The shipped stations: one planned for each township and main sight, and none that pretends."""

from __future__ import annotations

from functools import cache

import pytest

from oxymap.catalogue.geodata import read_layers
from oxymap.catalogue.models import PLACE_LAYERS, Place, StationProperties
from oxymap.config import ROOT


@cache
def places() -> dict[str, Place]:
    return {item.place.id: item.place for item in read_layers(ROOT / "geodata").features}


def planned() -> list[tuple[Place, StationProperties]]:
    found = [place for place in places().values() if place.layer == "stations"]
    return [(item, item.properties.station or StationProperties()) for item in found]


def stands_at(place_id: str) -> Place:
    return places()[place_id]


def test_every_township_has_one_planned_station() -> None:
    townships = sorted(place.id for place in places().values() if place.layer == "townships")

    with_station = sorted(
        station.place
        for _, station in planned()
        if station.place and stands_at(station.place).layer == "townships"
    )

    assert with_station == townships


def test_each_district_has_main_sights() -> None:
    counts = dict.fromkeys(("mentougou", "yanqing", "fangshan"), 0)
    for item, station in planned():
        if station.place and stands_at(station.place).layer != "townships":
            counts[item.properties.district] += 1

    assert all(count >= 5 for count in counts.values())
    assert 25 <= sum(counts.values()) <= 35


def test_no_place_has_two_stations() -> None:
    targets = [station.place for _, station in planned()]

    assert len(targets) == len(set(targets))


@pytest.mark.parametrize(
    ("item", "station"), [pytest.param(*pair, id=pair[0].id) for pair in planned()]
)
def test_planned_station_claims_no_more_than_its_place(
    item: Place, station: StationProperties
) -> None:
    assert station.place is not None
    there = stands_at(station.place)

    assert item.id == f"ion-{there.id}"
    assert there.layer in PLACE_LAYERS
    assert item.point == there.point
    assert item.properties.status == "planned"
    assert item.properties.district == there.properties.district
    assert item.properties.position.approximate
    assert not item.properties.position.verified
    assert (item.properties.position.precision_m or 0) >= (
        there.properties.position.precision_m or 0
    )
    assert (station.owner, station.instrument, station.installed) == (None, None, None)
