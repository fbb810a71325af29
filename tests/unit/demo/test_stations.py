"""Demo stations stand at real places and say that they are invented."""

from __future__ import annotations

from functools import cache

import pytest

from oxymap.catalogue.geodata import read_layers
from oxymap.catalogue.models import DISTRICTS, Place
from oxymap.catalogue.snapshot import Catalogue
from oxymap.config import ROOT
from oxymap.demo.faults import Role
from oxymap.demo.stations import FINE, PLAIN, SITES, demo_stations, ion_site, role_of
from oxymap.stations.models import Station
from tests.factories import place


def catalogue(*places: Place) -> Catalogue:
    return Catalogue("1", {item.id: item for item in places}, {})


@cache
def shipped() -> list[Station]:
    read = read_layers(ROOT / "geodata")
    return demo_stations(catalogue(*(item.place for item in read.features)))


def test_every_invented_site_is_a_published_place() -> None:
    assert [station.id for station in shipped()] == list(SITES)


def test_every_district_has_some() -> None:
    for district in DISTRICTS:
        assert sum(station.district == district for station in shipped()) >= 5


@pytest.mark.parametrize("station", shipped(), ids=lambda station: station.id)
def test_station_says_in_every_text_that_it_is_a_demo(station: Station) -> None:
    assert station.demo
    assert station.id == f"demo-{station.place}"
    assert station.name_zh.startswith("（演示）")
    assert station.name_en.startswith("(Demo) ")
    assert station.instrument in {FINE, PLAIN}
    assert "DEMO" in (station.instrument or "")


def test_station_has_the_point_and_the_township_of_its_place() -> None:
    by_id = {station.id: station for station in shipped()}

    station = by_id["demo-mtg-longquan-town"]
    assert station.township == "mtg-longquan-town"
    assert station.lon == pytest.approx(116.1, abs=0.1)
    assert by_id["demo-miaofengshan"].township == "mtg-miaofengshan-town"


def test_all_sorts_are_there() -> None:
    stations = shipped()

    assert {station.interval_s for station in stations} == {60, 300, 600, 3600}
    assert {station.kind for station in stations} == {"ion", "weather"}
    assert [station.waterfall for station in stations].count(True) == 1
    assert [station.maintenance for station in stations].count(True) == 1
    assert {role_of(station) for station in stations} == set(Role)


def test_station_at_falling_water_counts_for_no_indicator() -> None:
    assert all(s.exclude_from_indicator == s.waterfall for s in shipped())


def test_levels_are_ordinary_for_beijing() -> None:
    levels = [ion_site(s).level for s in shipped() if s.kind == "ion" and not s.waterfall]

    assert all(600 <= level <= 1800 for level in levels)


def test_place_that_is_not_published_gets_no_station() -> None:
    assert demo_stations(catalogue(place("miaofengshan"))) != []
    assert demo_stations(catalogue(place("other"))) == []


def test_place_without_a_point_gets_no_station() -> None:
    position = {"source": "None.", "method": "none", "precision_m": None}

    assert demo_stations(catalogue(place("shidu", geometry=None, position=position))) == []


def test_feature_without_a_page_gets_no_station() -> None:
    assert demo_stations(catalogue(place("shidu", "stations"))) == []


def test_station_of_somebody_else_is_sound_and_ordinary() -> None:
    station = Station("demo-other", "", "", 115.9, 40.4, district="yanqing")

    assert role_of(station) == Role.SOUND
    assert ion_site(station).yanqing
