"""The register: shipped stations, with what the database says laid over them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from structlog.testing import capture_logs

from oxymap.catalogue.models import Place
from oxymap.stations.models import Station
from oxymap.stations.register import StationError, changed, merged, shipped_stations
from tests.factories import NO_POSITION, catalogue, place

NEW = {"name_zh": "山顶", "name_en": "Hilltop", "lon": 115.8, "lat": 40.0}
TOWN = place("slope-town", "townships", district="mentougou")
VILLAGE = place("stone-village", township="slope-town")


def station_place(station: Mapping[str, object] | None = None, **values: object) -> Place:
    return place("village-ion", "stations", station=station, **values)


def shipped(*places: Place) -> dict[str, Station]:
    return shipped_stations(catalogue(places))


# --- shipped ---------------------------------------------------------------------------


def test_only_the_layer_of_stations_makes_stations() -> None:
    assert list(shipped(VILLAGE, station_place())) == ["village-ion"]


def test_shipped_station_is_what_its_feature_says() -> None:
    said = {"place": "stone-village", "kind": "air", "interval_s": 600, "installed": "2026-05-01",
            "height_m": 1.5, "habitat": "village", "waterfall": True}  # fmt: skip

    found = shipped(VILLAGE, station_place(said))["village-ion"]

    assert (found.name_zh, found.name_en) == ("石头村", "Stone Village")
    assert (found.lon, found.lat) == (115.795, 39.994)
    assert (found.kind, found.interval_s, found.installed) == ("air", 600, "2026-05-01")
    assert (found.height_m, found.habitat, found.waterfall) == (1.5, "village", True)
    assert (found.district, found.origin, found.demo) == ("mentougou", "shipped", False)


def test_station_without_a_site_has_no_coordinates() -> None:
    found = shipped(station_place(geometry=None, position=NO_POSITION))["village-ion"]

    assert (found.lon, found.lat, found.precision_m) == (None, None, None)


@pytest.mark.parametrize("at", ["stone-village", "slope-town"])
def test_township_of_a_station_follows_from_its_place(at: str) -> None:
    found = shipped(TOWN, VILLAGE, station_place({"place": at}))["village-ion"]

    assert found.township == "slope-town"


def test_closed_feature_is_a_retired_station() -> None:
    assert shipped(station_place(status="closed"))["village-ion"].retired


# --- changed ---------------------------------------------------------------------------


def test_new_station_has_the_usual_values() -> None:
    found = changed(None, "hilltop", NEW)

    assert (found.id, found.kind, found.interval_s, found.origin) == (
        "hilltop", "ion", 300, "database",
    )  # fmt: skip
    assert not (found.demo or found.retired or found.maintenance)


def test_change_keeps_everything_else() -> None:
    before = changed(None, "hilltop", {**NEW, "owner": "The park", "interval_s": 60})

    after = changed(before, "hilltop", {"interval_s": 600})

    assert (after.owner, after.interval_s) == ("The park", 600)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"colour": "red"}, "colour"),
        ({"id": "other"}, "id"),
        ({"origin": "shipped"}, "origin"),
        ({"interval_s": "often"}, "interval_s"),
        ({"interval_s": 0}, "interval_s"),
        ({"interval_s": 86_401}, "interval_s"),
        ({"habitat": "moon"}, "habitat"),
        ({"kind": "gold"}, "kind"),
        ({"name_zh": None}, "name_zh"),
        ({"lon": "east"}, "lon"),
    ],
)
def test_value_that_does_not_fit_is_named(change: dict[str, object], said: str) -> None:
    with pytest.raises(StationError, match=said) as caught:
        changed(None, "hilltop", {**NEW, **change})

    assert caught.value.code == "station"


@pytest.mark.parametrize("missing", sorted(NEW))
def test_new_station_needs_names_and_a_place_on_earth(missing: str) -> None:
    document = {name: value for name, value in NEW.items() if name != missing}

    with pytest.raises(StationError, match=missing):
        changed(None, "hilltop", document)


# --- merged ----------------------------------------------------------------------------


def laid_over(documents: Mapping[str, Mapping[str, object]], *places: Place) -> dict[str, Station]:
    published = catalogue([TOWN, VILLAGE, *places])
    return merged(published, shipped_stations(published), documents)


def test_database_adds_stations_and_changes_shipped_ones() -> None:
    found = laid_over({"hilltop": NEW, "village-ion": {"interval_s": 60}}, station_place())

    assert found["hilltop"].origin == "database"
    assert (found["village-ion"].interval_s, found["village-ion"].name_zh) == (60, "石头村")


def test_retired_station_stays_in_the_register() -> None:
    assert laid_over({"hilltop": {**NEW, "retired": True}})["hilltop"].retired


def test_added_station_gets_district_and_township_from_its_place() -> None:
    found = laid_over({"hilltop": {**NEW, "place": "stone-village"}})["hilltop"]

    assert (found.district, found.township) == ("mentougou", "slope-town")


def test_district_and_township_that_are_said_stay() -> None:
    said = {"place": "stone-village", "district": "fangshan", "township": "other-town"}

    found = laid_over({"hilltop": {**NEW, **said}})["hilltop"]

    assert (found.district, found.township) == ("fangshan", "other-town")


def test_place_that_is_gone_costs_nothing_but_its_district() -> None:
    assert laid_over({"hilltop": {**NEW, "place": "gone"}})["hilltop"].district is None


def test_station_that_is_shipped_no_more_does_not_take_the_others_with_it() -> None:
    documents = {"gone-ion": {"interval_s": 60}, "hilltop": NEW}

    with capture_logs() as logs:
        found = laid_over(documents, station_place())

    assert sorted(found) == ["hilltop", "village-ion"]
    assert [(entry["event"], entry["station"]) for entry in logs] == [
        ("register.left_out", "gone-ion")
    ]


def test_change_that_fits_no_more_leaves_the_station_as_shipped() -> None:
    with capture_logs():
        found = laid_over({"village-ion": {"colour": "red"}}, station_place())

    assert found["village-ion"].origin == "shipped"
